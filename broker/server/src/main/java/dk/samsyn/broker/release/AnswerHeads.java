package dk.samsyn.broker.release;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** All of a batch's answers but for their members as bytes: some 95 each. Names of measures stand once. */
final class AnswerHeads {
    private AnswerHeads() {}

    static byte[] write(List<Batch.Answer> answers) throws IOException {
        List<String> measures =
                answers.stream().map(Batch.Answer::measure).distinct().toList();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(measures.size());
        for (String measure : measures) {
            out.writeUTF(measure);
        }
        out.writeInt(answers.size());
        for (Batch.Answer answer : answers) {
            out.writeShort(measures.indexOf(answer.measure()));
            out.writeInt(answer.size());
            out.writeLong(answer.key());
            // No released number is NaN.
            out.writeDouble(answer.value().orElse(Double.NaN));
            out.writeByte(answer.marks().size());
            for (int mark : answer.marks()) {
                out.writeInt(mark);
            }
        }
        return bytes.toByteArray();
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
            List<Integer> marks = new ArrayList<>();
            for (int left = in.readUnsignedByte(); left > 0; left--) {
                marks.add(in.readInt());
            }
            answers.add(new Batch.Answer(
                    measure,
                    persons,
                    key,
                    marks,
                    Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value),
                    Optional.empty()));
        }
        return answers;
    }
}
