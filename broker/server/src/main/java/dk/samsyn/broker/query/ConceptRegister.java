package dk.samsyn.broker.query;

import dk.samsyn.broker.config.Concepts;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Where generated code finds code groups: each broker in this process adds its own once and gets a number for it. */
public final class ConceptRegister {
    private static final List<Concepts> REGISTER = new CopyOnWriteArrayList<>();

    static final Method GET;

    static {
        try {
            GET = ConceptRegister.class.getMethod("get", int.class);
        } catch (NoSuchMethodException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private ConceptRegister() {}

    static synchronized int add(Concepts concepts) {
        REGISTER.add(concepts);
        return REGISTER.size() - 1;
    }

    /** The code groups with that number. */
    public static Concepts get(int handle) {
        return REGISTER.get(handle);
    }
}
