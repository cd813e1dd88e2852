package dk.samsyn.broker.release;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** Writes one batch within a transaction of its caller: a row for it, and its answers in a few long contents. */
final class BatchWriter {
    /** Bytes in a piece: H2 keeps up to 1 MiB in a binary column. */
    static final int PIECE = 1_000_000;

    /** Members of answers that are written together: what is read at once when one of them is asked for. */
    private static final int TOGETHER = 1 << 16;

    /** Kinds of contents. */
    static final int PERSONS = 0;

    static final int HEADS = 1;
    static final int MEMBERS = 2;
    static final int TOLD = 3;

    private final Connection connection;

    BatchWriter(Connection connection) {
        this.connection = connection;
    }

    void write(Batch batch) throws SQLException, IOException {
        head(batch);
        partitions(batch);
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO release_content (batch, kind, first_answer, piece, content) VALUES (?, ?, ?, ?, ?)")) {
            insert.setLong(1, batch.id());
            content(insert, PERSONS, 0, longs(batch.persons()));
            content(insert, HEADS, 0, AnswerHeads.write(batch.answers()));
            content(insert, TOLD, 0, batch.told().bytes());
            members(insert, batch.answers());
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
        if (batch.charge().partitions().isEmpty()) {
            return;
        }
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

    private static void members(PreparedStatement insert, List<Batch.Answer> answers) throws SQLException {
        int bytes = 0;
        int first = 0;
        for (int i = 0; i < answers.size(); i++) {
            bytes += answers.get(i).members().orElseThrow().bytes();
            if (bytes >= TOGETHER || i == answers.size() - 1) {
                ByteBuffer content = ByteBuffer.allocate(bytes);
                answers.subList(first, i + 1)
                        .forEach(answer -> answer.members().orElseThrow().write(content));
                content(insert, MEMBERS, first, content.array());
                bytes = 0;
                first = i + 1;
            }
        }
    }

    private static void content(PreparedStatement insert, int kind, int first, byte[] content) throws SQLException {
        int piece = 0;
        for (int from = 0; from < content.length; from += PIECE) {
            insert.setInt(2, kind);
            insert.setInt(3, first);
            insert.setInt(4, piece++);
            insert.setBytes(5, Arrays.copyOfRange(content, from, Math.min(content.length, from + PIECE)));
            insert.executeUpdate();
        }
    }

    private static byte[] longs(List<Long> numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * numbers.size());
        numbers.forEach(bytes::putLong);
        return bytes.array();
    }
}
