package dk.samsyn.broker.release;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** All of a batch's answers but for their members as bytes: some 95 each. Names of measures stand once. */
final class AnswerHeads {
    /** Bytes of an answer without its marks. */
    private static final int ANSWER = Short.BYTES + Integer.BYTES + Long.BYTES + Double.BYTES + Byte.BYTES;

    private AnswerHeads() {}

    static byte[] write(List<Batch.Answer> answers) throws IOException {
        Set<String> measures = new LinkedHashSet<>();
        int size = 0;
        for (Batch.Answer answer : answers) {
            measures.add(answer.measure());
            size += ANSWER + Integer.BYTES * answer.marks().size();
        }
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(names);
        out.writeInt(measures.size());
        for (String measure : measures) {
            out.writeUTF(measure);
        }
        ByteBuffer bytes = ByteBuffer.allocate(names.size() + Integer.BYTES + size);
        bytes.put(names.toByteArray()).putInt(answers.size());
        List<String> numbered = List.copyOf(measures);
        for (Batch.Answer answer : answers) {
            Marks marks = answer.marks();
            bytes.putShort((short) numbered.indexOf(answer.measure()));
            bytes.putInt(answer.size());
            bytes.putLong(answer.key());
            // No released number is NaN.
            bytes.putDouble(answer.value().orElse(Double.NaN));
            bytes.put((byte) marks.size());
            for (int i = 0; i < marks.size(); i++) {
                bytes.putInt(marks.at(i));
            }
        }
        return bytes.array();
    }

    /** The same answers without their members; none of no bytes. */
    static List<Batch.Answer> read(byte[] content) throws IOException {
        List<Batch.Answer> answers = new ArrayList<>();
        if (content.length == 0) {
            return answers;
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
        String[] measures = new String[in.readInt()];
        for (int i = 0; i < measures.length; i++) {
            measures[i] = in.readUTF();
        }
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            String measure = measures[in.readUnsignedShort()];
            int persons = in.readInt();
            long key = in.readLong();
            double value = in.readDouble();
            int[] marks = new int[in.readUnsignedByte()];
            for (int m = 0; m < marks.length; m++) {
                marks[m] = in.readInt();
            }
            answers.add(new Batch.Answer(
                    measure,
                    persons,
                    key,
                    Marks.stored(marks),
                    Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value),
                    Optional.empty()));
        }
        return answers;
    }
}
