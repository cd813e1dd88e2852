package dk.samsyn.broker.release;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Reads batches; members of answers only when they are asked for, since they are most of the ledger's bulk. */
final class BatchReader {
    private final Connection connection;

    BatchReader(Connection connection) {
        this.connection = connection;
    }

    /** Batches after one, in order, without members. */
    List<Batch> after(long known) throws SQLException {
        List<Batch> batches = new ArrayList<>();
        Map<Long, List<Batch.Answer>> answers = null;
        Map<Long, Set<Charge.Partition>> partitions = null;
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT id, query_id, account, policy_version, asked FROM release_batch WHERE id > ? ORDER BY id")) {
            select.setLong(1, known);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    // The common case is that nobody else has added anything: then nothing more is read.
                    answers = answers == null ? answers(known) : answers;
                    partitions = partitions == null ? partitions(known) : partitions;
                    long id = rows.getLong(1);
                    Charge charge = new Charge(
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4),
                            rows.getDate(5).toLocalDate(),
                            partitions.getOrDefault(id, Set.of()));
                    List<Long> persons = longs(content(id, BatchWriter.PERSONS));
                    batches.add(new Batch(id, charge, persons, answers.getOrDefault(id, List.of())));
                }
            }
        }
        return batches;
    }

    private Map<Long, List<Batch.Answer>> answers(long known) throws SQLException {
        Map<Long, List<Batch.Answer>> answers = new HashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT batch, measure, persons, set_key, smallest, released"
                        + " FROM release_answer WHERE batch > ? ORDER BY batch, number")) {
            select.setLong(1, known);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    double released = rows.getDouble(6);
                    OptionalDouble value = rows.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(released);
                    answers.computeIfAbsent(rows.getLong(1), none -> new ArrayList<>())
                            .add(new Batch.Answer(
                                    rows.getString(2),
                                    rows.getInt(3),
                                    rows.getLong(4),
                                    longs(rows.getBytes(5)),
                                    value,
                                    Optional.empty()));
                }
            }
        }
        return answers;
    }

    private Map<Long, Set<Charge.Partition>> partitions(long known) throws SQLException {
        Map<Long, Set<Charge.Partition>> partitions = new HashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT batch, base, cut_by FROM release_partition WHERE batch > ?")) {
            select.setLong(1, known);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    partitions
                            .computeIfAbsent(rows.getLong(1), none -> new HashSet<>())
                            .add(new Charge.Partition(rows.getString(2), rows.getString(3)));
                }
            }
        }
        return partitions;
    }

    /** The content that belongs to an answer of a batch, put together from its pieces. */
    byte[] content(long batch, int answer) throws SQLException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT content FROM release_piece WHERE batch = ? AND answer = ? ORDER BY piece")) {
            select.setLong(1, batch);
            select.setInt(2, answer);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    content.writeBytes(rows.getBytes(1));
                }
            }
        }
        return content.toByteArray();
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
