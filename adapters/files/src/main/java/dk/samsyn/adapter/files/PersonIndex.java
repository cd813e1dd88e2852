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
 * Where the records of a person stand in one file. Holds no person's number and no value: a 64-bit hash, a place and a line
 * for each record, 24 bytes in all. Two persons may share a hash, so that what is read is compared again.
 */
final class PersonIndex {
    private final Slice header;
    private final long[] hashes;
    private final long[] offsets;
    private final int[] lengths;
    private final int[] lines;

    private PersonIndex(Slice header, List<Entry> entries) {
        this.header = header;
        entries.sort(Comparator.comparingLong(Entry::hash));
        int n = entries.size();
        hashes = new long[n];
        offsets = new long[n];
        lengths = new int[n];
        lines = new int[n];
        for (int i = 0; i < n; i++) {
            Entry entry = entries.get(i);
            hashes[i] = entry.hash();
            offsets[i] = entry.slice().offset();
            lengths[i] = entry.slice().length();
            lines[i] = entry.slice().line();
        }
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
            List<Entry> entries = new ArrayList<>();
            while (records.next(key)) {
                if (records.fields() != fields || records.broken()) {
                    malformed.accept(records.line());
                }
                byte[] person = records.kept();
                if (person.length > 0) {
                    entries.add(new Entry(hash(person, format.charset()), slice(records)));
                }
                if ((entries.size() & 0xFFFF) == 0) {
                    check.run();
                }
            }
            return new PersonIndex(header, entries);
        }
    }

    /** The header and every record that may be of one of these persons, in the order of the file. */
    List<Slice> slices(Set<String> keys) {
        List<Slice> found = new ArrayList<>();
        for (String key : keys) {
            long hash = hash(key);
            int at = Arrays.binarySearch(hashes, hash);
            while (at > 0 && hashes[at - 1] == hash) {
                at--;
            }
            for (; at >= 0 && at < hashes.length && hashes[at] == hash; at++) {
                found.add(new Slice(offsets[at], lengths[at], lines[at]));
            }
        }
        found.sort(Comparator.comparingLong(Slice::offset));
        found.add(0, header);
        return found;
    }

    private static Slice slice(RecordScanner records) {
        return new Slice(records.offset(), records.length(), records.line());
    }

    private static long hash(byte[] person, Charset charset) {
        return hash(PersonFormat.normalise(new String(person, charset)));
    }

    /** FNV-1a, 64 bits. */
    private static long hash(String person) {
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

    private record Entry(long hash, Slice slice) {}
}
