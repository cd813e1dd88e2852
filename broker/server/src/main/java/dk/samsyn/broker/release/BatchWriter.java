package dk.samsyn.broker.release;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;

/** Writes one batch within a transaction of its caller. */
final class BatchWriter {
    /** Bytes in a piece: H2 keeps up to 1 MiB in a binary column. */
    static final int PIECE = 1_000_000;

    /** Number that stands for the record keys of a batch in place of an answer's. */
    static final int PERSONS = -1;

    private static final int AT_ONCE = 1_000;

    private final Connection connection;

    BatchWriter(Connection connection) {
        this.connection = connection;
    }

    void write(Batch batch) throws SQLException, IOException {
        head(batch);
        partitions(batch);
        answers(batch);
        try (PreparedStatement pieces = connection.prepareStatement(
                "INSERT INTO release_piece (batch, answer, piece, content) VALUES (?, ?, ?, ?)")) {
            int waiting = pieces(pieces, batch.id(), PERSONS, longs(batch.persons()));
            for (int i = 0; i < batch.answers().size(); i++) {
                waiting += pieces(pieces, batch.id(), i, members(batch.answers().get(i)));
                if (waiting > PIECE) {
                    pieces.executeBatch();
                    waiting = 0;
                }
            }
            pieces.executeBatch();
        }
    }

    private void head(Batch batch) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO release_batch (id, query_id, account, policy_version, asked) VALUES (?, ?, ?, ?, ?)")) {
            insert.setLong(1, batch.id());
            insert.setString(2, batch.charge().queryId());
            insert.setString(3, batch.charge().account());
            insert.setString(4, batch.charge().policyVersion());
            insert.setDate(5, Date.valueOf(batch.charge().day()));
            insert.executeUpdate();
        }
    }

    private void partitions(Batch batch) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO release_partition (batch, base, cut_by) VALUES (?, ?, ?)")) {
            for (Charge.Partition partition : batch.charge().partitions()) {
                insert.setLong(1, batch.id());
                insert.setString(2, partition.base());
                insert.setString(3, partition.column());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void answers(Batch batch) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO release_answer"
                + " (batch, number, measure, persons, set_key, smallest, released) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            int number = 0;
            for (Batch.Answer answer : batch.answers()) {
                insert.setLong(1, batch.id());
                insert.setInt(2, number++);
                insert.setString(3, answer.measure());
                insert.setInt(4, answer.size());
                insert.setLong(5, answer.key());
                insert.setBytes(6, longs(answer.smallest()));
                if (answer.value().isPresent()) {
                    insert.setDouble(7, answer.value().getAsDouble());
                } else {
                    insert.setNull(7, Types.DOUBLE);
                }
                insert.addBatch();
                if (number % AT_ONCE == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
    }

    /** Adds a content to the statement's batch; returns its bytes. */
    private static int pieces(PreparedStatement insert, long batch, int answer, byte[] content) throws SQLException {
        int piece = 0;
        for (int from = 0; from < content.length; from += PIECE) {
            insert.setLong(1, batch);
            insert.setInt(2, answer);
            insert.setInt(3, piece++);
            insert.setBytes(4, Arrays.copyOfRange(content, from, Math.min(content.length, from + PIECE)));
            insert.addBatch();
        }
        return content.length;
    }

    private static byte[] members(Batch.Answer answer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            answer.members().orElseThrow().write(out);
        }
        return bytes.toByteArray();
    }

    private static byte[] longs(List<Long> numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * numbers.size());
        numbers.forEach(bytes::putLong);
        return bytes.array();
    }
}
