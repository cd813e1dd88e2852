package dk.samsyn.broker.release;

import dk.samsyn.broker.release.BasePopulations.Part;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many answers a statement gave about each population: about everybody, and about those whom one part chooses, or two. */
final class Told {
    private static final int PART_BYTES = 2 * Long.BYTES;
    private static final int COUNT_BYTES = 3 * Integer.BYTES;

    /** Instead of the form of a statement whose answer may lack groups: it is not answered again beyond a budget. */
    static final long NOT_WHOLE = 0;

    private final long form;
    private final List<Part> parts = new ArrayList<>();
    private final Map<Part, Integer> numbers = new HashMap<>();
    /** By two numbers of parts from 1, the larger first; 0 is none. */
    private final LongCounts counts = new LongCounts();

    /** Each population with its number of answers. */
    interface Each {
        void told(List<Part> population, int answers);
    }

    /**
     * Nothing yet.
     *
     * @param form the statement without how it is written
     */
    Told(long form) {
        this.form = form;
    }

    /** Of a statement of which only the number of answers is known. */
    static Told ofEverybody(long answers) {
        Told told = new Told(NOT_WHOLE);
        if (answers > 0) {
            told.counts.add(0, (int) answers);
        }
        return told;
    }

    long form() {
        return form;
    }

    /** Counts answers about a cell that some parts choose. */
    void count(List<Part> chosenBy, int answers) {
        counts.add(0, answers);
        int[] all = new int[chosenBy.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = number(chosenBy.get(i));
            counts.add(key(all[i], 0), answers);
            for (int j = 0; j < i; j++) {
                counts.add(key(all[i], all[j]), answers);
            }
        }
    }

    private int number(Part part) {
        return numbers.computeIfAbsent(part, added -> {
            parts.add(added);
            return parts.size();
        });
    }

    private static long key(int one, int other) {
        return (long) Math.max(one, other) << Integer.SIZE | Math.min(one, other);
    }

    void forEach(Each each) {
        counts.forEach((key, answers) -> {
            List<Part> population = new ArrayList<>(2);
            for (int number : new int[] {(int) (key >> Integer.SIZE), (int) key}) {
                if (number > 0) {
                    population.add(parts.get(number - 1));
                }
            }
            each.told(population, answers);
        });
    }

    byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(
                Long.BYTES + Integer.BYTES + PART_BYTES * parts.size() + COUNT_BYTES * counts.size());
        bytes.putLong(form).putInt(parts.size());
        parts.forEach(part -> bytes.putLong(part.id()).putLong(part.label()));
        counts.forEach((key, answers) -> bytes.putLong(key).putInt(answers));
        return bytes.array();
    }

    static Told of(byte[] content) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        Told told = new Told(bytes.getLong());
        for (int left = bytes.getInt(); left > 0; left--) {
            told.number(new Part(bytes.getLong(), bytes.getLong()));
        }
        while (bytes.hasRemaining()) {
            told.counts.add(bytes.getLong(), bytes.getInt());
        }
        return told;
    }
}
