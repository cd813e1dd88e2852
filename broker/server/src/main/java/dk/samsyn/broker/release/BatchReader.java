package dk.samsyn.broker.release;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads batches; members of answers only when they are asked for, since they are most of the ledger's bulk. */
final class BatchReader {
    private final Connection connection;

    BatchReader(Connection connection) {
        this.connection = connection;
    }

    /** Batches after one, in order, without members. */
    List<Batch> after(long known) throws SQLException, IOException {
        List<Batch> batches = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT id, query_id, account, policy_version, asked FROM release_batch WHERE id > ? ORDER BY id")) {
            select.setLong(1, known);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    long id = rows.getLong(1);
                    Charge charge = new Charge(
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4),
                            rows.getDate(5).toLocalDate(),
                            partitions(id));
                    List<Batch.Answer> heads = heads(id);
                    batches.add(
                            new Batch(id, charge, longs(content(id, BatchWriter.PERSONS, 0)), heads, told(id, heads)));
                }
            }
        }
        return batches;
    }

    /** A batch's answers without their members; none if there is no such batch. */
    List<Batch.Answer> heads(long batch) throws SQLException, IOException {
        return AnswerHeads.read(content(batch, BatchWriter.HEADS, 0));
    }

    private Set<Charge.Partition> partitions(long batch) throws SQLException {
        Set<Charge.Partition> partitions = new HashSet<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT base, cut_by FROM release_partition WHERE batch = ?")) {
            select.setLong(1, batch);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    partitions.add(new Charge.Partition(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return partitions;
    }

    /** The members of an answer, from the content that holds them with others'. */
    Members members(long batch, int answer) throws SQLException, IOException {
        int first = firstOf(batch, answer);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(content(batch, BatchWriter.MEMBERS, first)));
        for (int before = first; before < answer; before++) {
            Members.read(in);
        }
        return Members.read(in);
    }

    private int firstOf(long batch, int answer) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT MAX(first_answer) FROM release_content WHERE batch = ? AND kind = ? AND first_answer <= ?")) {
            select.setLong(1, batch);
            select.setInt(2, BatchWriter.MEMBERS);
            select.setInt(3, answer);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private byte[] content(long batch, int kind, int first) throws SQLException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (PreparedStatement select = connection.prepareStatement("SELECT content FROM release_content"
                + " WHERE batch = ? AND kind = ? AND first_answer = ? ORDER BY piece")) {
            select.setLong(1, batch);
            select.setInt(2, kind);
            select.setInt(3, first);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    content.writeBytes(rows.getBytes(1));
                }
            }
        }
        return content.toByteArray();
    }

    /** A batch of a version that did not count populations tells of everybody. */
    private Told told(long batch, List<Batch.Answer> answers) throws SQLException {
        byte[] content = content(batch, BatchWriter.TOLD, 0);
        return content.length == 0 ? Told.ofEverybody(Batch.released(answers)) : Told.of(content);
    }

    private static List<Long> longs(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        List<Long> numbers = new ArrayList<>(bytes.length / Long.BYTES);
        while (buffer.hasRemaining()) {
            numbers.add(buffer.getLong());
        }
        return numbers;
    }
}
