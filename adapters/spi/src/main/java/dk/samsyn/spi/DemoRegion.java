package dk.samsyn.spi;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A made-up region of citizens and the live sources that hold their data; found by {@link java.util.ServiceLoader}. */
public interface DemoRegion {
    /**
     * Fills and starts every source.
     *
     * @throws IllegalStateException if a source cannot be started; the message says which and what to do
     */
    Running start(Options options);

    /**
     * Writes the region as canonical CSV files, one per table of schema {@code sundhed}: header = column names, ISO dates,
     * empty = NULL.
     *
     * @param pid turns a canonical person number into the {@code pid} that is written
     */
    void writeTruth(Options options, UnaryOperator<String> pid, Path directory);

    /** A person of the demo whom examples and users can name: CPR number and what the person stands for. */
    record Example(String cpr, String story) {}

    /**
     * What region to make.
     *
     * @param size lille, mellem or stor
     * @param seed same seed, same region
     * @param today the date that counts as today
     * @param except CPR number of a citizen to leave out of every source, or several with commas between them
     * @param data folder to keep a large region in, or empty for a temporary one
     * @param exchange CPR numbers of citizens who hand their numbers on: each has those of the next one and the last has those of
     *     the first, in every source, so that the region tells the same of other people; not for kept regions
     */
    record Options(
            Size size,
            long seed,
            LocalDate today,
            Optional<String> except,
            Optional<Path> data,
            List<String> exchange) {
        public Options {
            exchange = List.copyOf(exchange);
            if (data.isPresent() && !exchange.isEmpty()) {
                throw new IllegalArgumentException("a region whose citizens exchange their numbers is not kept");
            }
        }

        /** A region in which everybody has the own numbers. */
        public Options(Size size, long seed, LocalDate today, Optional<String> except, Optional<Path> data) {
            this(size, seed, today, except, data, List.of());
        }
    }

    /** Number of practices and citizens, years of history. */
    enum Size {
        LILLE(4, 6_400, 5),
        MELLEM(40, 64_000, 5),
        STOR(400, 1_370_000, 1);

        private final int practices;
        private final int citizens;
        private final int years;

        Size(int practices, int citizens, int years) {
            this.practices = practices;
            this.citizens = citizens;
            this.years = years;
        }

        public int practices() {
            return practices;
        }

        public int citizens() {
            return citizens;
        }

        public int years() {
            return years;
        }
    }

    /** Live sources. */
    interface Running extends AutoCloseable {
        /** Values of the placeholders in {@code conf/sources/*.yaml}, such as {@code SAMSYN_EPJ_URL}. */
        Map<String, String> settings();

        /** Persons worth looking at. */
        List<Example> examples();

        /** Stops one source by its id, as a drill; the others go on. */
        void stop(String source);

        /** Calls a lookup service has answered since it started, by source id, counted at the service itself. */
        Map<String, Long> calls();

        @Override
        void close();
    }
}
