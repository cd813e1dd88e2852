package dk.samsyn.adapter.files;

import dk.samsyn.spi.PersonFormat;
import dk.samsyn.spi.SourceScope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Where the records of a person stand in one file. Holds no person's number and no value: a 32-bit hash, a place and a line
 * for each record, 24 bytes in all. Two persons may share a hash, so that what is read is compared again.
 */
final class PersonIndex {
    static final long HASH = 0xFFFF_FFFF_0000_0000L;

    private final Slice header;
    /** The hash of a record's person above, the record's number below; sorted. */
    private final long[] persons;

    private final long[] offsets;
    private final int[] lengths;
    private final int[] lines;

    private PersonIndex(Slice header, Records records) {
        this.header = header;
        persons = Arrays.copyOf(records.persons, records.count);
        offsets = Arrays.copyOf(records.offsets, records.count);
        lengths = Arrays.copyOf(records.lengths, records.count);
        lines = Arrays.copyOf(records.lines, records.count);
        Arrays.sort(persons);
    }

    /**
     * Reads a file once.
     *
     * @param keyField number of the person's field, from the header
     * @param malformed told the line of the first record that does not fit the header; it throws
     */
    static PersonIndex of(
            DropFolder.Dropped file,
            CsvFormat format,
            KeyField keyField,
            Consumer<Integer> malformed,
            SourceScope scope,
            Runnable check)
            throws IOException {
        scope.countCall();
        try (InputStream in = Files.newInputStream(file.path())) {
            RecordScanner records = new RecordScanner(in, format.delimiter());
            if (!records.next(-1)) {
                malformed.accept(1);
            }
            Slice header = slice(records);
            int fields = records.fields();
            int key = keyField.position();
            Records entries = new Records();
            while (records.next(key)) {
                if (records.fields() != fields || records.broken()) {
                    malformed.accept(records.line());
                }
                byte[] person = records.kept();
                if (person.length > 0) {
                    entries.add(hash(person, format.charset()), records);
                }
                if ((entries.count & 0xFFFF) == 0) {
                    check.run();
                }
            }
            return new PersonIndex(header, entries);
        }
    }

    /** The header and every record that may be of one of these persons, in the order of the file. */
    List<Slice> slices(Set<String> keys) {
        List<Slice> slices = new ArrayList<>();
        // Two of the persons may share a hash: their records are found once.
        long[] wanted =
                keys.stream().mapToLong(key -> hash(key) & HASH).distinct().toArray();
        for (long hash : wanted) {
            int found = Arrays.binarySearch(persons, hash);
            for (int i = found < 0 ? -found - 1 : found; i < persons.length && (persons[i] & HASH) == hash; i++) {
                int record = (int) persons[i];
                slices.add(new Slice(offsets[record], lengths[record], lines[record]));
            }
        }
        slices.sort(Comparator.comparingLong(Slice::offset));
        slices.add(0, header);
        return slices;
    }

    private static Slice slice(RecordScanner records) {
        return new Slice(records.offset(), records.length(), records.line());
    }

    private static long hash(byte[] person, Charset charset) {
        return hash(PersonFormat.normalise(new String(person, charset)));
    }

    /** FNV-1a, 64 bits. */
    static long hash(String person) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < person.length(); i++) {
            hash = (hash ^ person.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /**
     * A record's place in a file.
     *
     * @param offset first byte
     * @param length bytes with the line end
     * @param line line on which it starts, from 1
     */
    record Slice(long offset, int length, int line) {}

    /** Finds the number of the person's field; asked once. */
    interface KeyField {
        int position() throws IOException;
    }

    /** What has been found so far, by number of the record. */
    private static final class Records {
        private long[] persons = new long[1024];
        private long[] offsets = new long[1024];
        private int[] lengths = new int[1024];
        private int[] lines = new int[1024];
        private int count;

        private void add(long hash, RecordScanner record) {
            if (count == persons.length) {
                persons = Arrays.copyOf(persons, 2 * count);
                offsets = Arrays.copyOf(offsets, 2 * count);
                lengths = Arrays.copyOf(lengths, 2 * count);
                lines = Arrays.copyOf(lines, 2 * count);
            }
            persons[count] = (hash & HASH) | count;
            offsets[count] = record.offset();
            lengths[count] = record.length();
            lines[count] = record.line();
            count++;
        }
    }
}
