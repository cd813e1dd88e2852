package dk.samsyn.broker.cli;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The hand-written other side of the benchmark: a Java class {@code peers.HandPeer} with {@code run(String name, Consumer rows)},
 * compiled from source when the benchmark starts, so that both sides always run in one process on one machine.
 */
final class LimitProgram implements AutoCloseable {
    private static final String CLASS = "peers.HandPeer";

    private final URLClassLoader loader;
    private final Object program;
    private final Method run;

    private LimitProgram(URLClassLoader loader, Object program, Method run) {
        this.loader = loader;
        this.program = program;
        this.run = run;
    }

    /**
     * Compiles and starts the program.
     *
     * @param sources folder that holds {@code peers/HandPeer.java}
     * @param data an existing folder of the caller's for what is compiled
     * @throws IllegalStateException if this is no JDK, the program does not compile or its databases do not answer
     */
    static LimitProgram start(Path sources, Path data) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException(
                    "the hand-written side is compiled when the benchmark starts: run it with a JDK");
        }
        Path classes = Files.createDirectory(data.resolve("classes"));
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            messages,
                            files,
                            null,
                            List.of(
                                    "-nowarn",
                                    "-proc:none",
                                    "-sourcepath",
                                    sources.toString(),
                                    "-classpath",
                                    System.getProperty("java.class.path"),
                                    "-d",
                                    classes.toString()),
                            null,
                            files.getJavaFileObjects(sources.resolve("peers/HandPeer.java")))
                    .call();
            if (!compiled) {
                throw new IllegalStateException("the hand-written side does not compile: " + messages);
            }
        }
        return of(new URLClassLoader(new URL[] {url(classes)}, LimitProgram.class.getClassLoader()));
    }

    private static URL url(Path folder) throws MalformedURLException {
        return folder.toUri().toURL();
    }

    private static LimitProgram of(URLClassLoader loader) {
        try {
            Class<?> type = loader.loadClass(CLASS);
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            Method run = type.getDeclaredMethod("run", String.class, Consumer.class);
            run.setAccessible(true);
            return new LimitProgram(loader, constructor.newInstance(), run);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the hand-written side does not start: " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the hand-written side is no " + CLASS + " with run(String, Consumer)", e);
        }
    }

    /** Runs one query to its last row. */
    void run(String name, Consumer<@Nullable Object[]> rows) {
        try {
            run.invoke(program, name, rows);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the hand-written side failed on " + name + ": " + e.getCause(), e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            if (program instanceof AutoCloseable open) {
                open.close();
            }
            loader.close();
        } catch (Exception e) {
            throw new IllegalStateException("the hand-written side does not stop", e);
        }
    }
}
