package dk.samsyn.region.nexus;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list on disk, one JSON item per line, read by the page: memory holds where the pages start. */
final class PagedList implements AutoCloseable {
    /** Items of a page. */
    static final int PAGE_SIZE = 500;

    private final Path file;
    private final List<Long> starts = new ArrayList<>();
    private @Nullable OutputStream out;
    private long bytes;
    private int items;

    private PagedList(Path file) {
        this.file = file;
    }

    /** A new list. */
    static PagedList create(Path file) {
        return new PagedList(file);
    }

    /** A list that an earlier run wrote. */
    static PagedList open(Path file) {
        PagedList list = new PagedList(file);
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            boolean atStart = true;
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    if (atStart) {
                        list.begin();
                    }
                    atStart = buffer[i] == '\n';
                    list.bytes++;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a list of nexus cannot be read", e);
        }
        return list;
    }

    /** Adds an item, JSON without line ends. */
    void add(String item) {
        try {
            OutputStream open = out;
            if (open == null) {
                Files.createDirectories(file.resolveSibling("."));
                open = new BufferedOutputStream(Files.newOutputStream(file), 1 << 15);
                out = open;
            }
            byte[] line = (item + "\n").getBytes(StandardCharsets.UTF_8);
            begin();
            open.write(line);
            bytes += line.length;
        } catch (IOException e) {
            throw new UncheckedIOException("a list of nexus cannot be written", e);
        }
    }

    private void begin() {
        if (items++ % PAGE_SIZE == 0) {
            starts.add(bytes);
        }
    }

    int items() {
        return items;
    }

    /** Number of pages, at least one. */
    int pages() {
        return Math.max(1, starts.size());
    }

    /** The items of a page, separated by commas. */
    String page(int page) {
        if (page >= starts.size()) {
            return "";
        }
        long from = starts.get(page);
        long to = page + 1 < starts.size() ? starts.get(page + 1) : bytes;
        ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(to - from - 1));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, from + buffer.position()) < 0) {
                    throw new IOException("the file is shorter than its index");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a list of nexus cannot be read", e);
        }
        return new String(buffer.array(), StandardCharsets.UTF_8).replace('\n', ',');
    }

    /** Ends writing. */
    @Override
    public void close() {
        OutputStream open = out;
        out = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw new UncheckedIOException("a list of nexus cannot be written", e);
            }
        }
    }
}
