package dk.samsyn.region.praksis;

import dk.samsyn.region.LiveSource;
import dk.samsyn.region.RegionContext;
import dk.samsyn.region.SourceWriter;
import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.Practice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Fills the databases of one source's practices, one at a time: citizens come practice by practice. Those who were on
 * another practice's list before are noted and written there at the end, when nothing but their indices was kept.
 */
final class PraksisWriter implements SourceWriter {
    private static final String COMPLETE = "complete";

    private final PraksisVariant variant;
    private final RegionContext context;
    private final Path folder;
    private final PracticeDatabases databases;
    private final Map<String, List<Integer>> elsewhere = new TreeMap<>();
    private @Nullable Filling current;

    /** The practice that is being filled. */
    private record Filling(String ydernr, Connection connection, PracticeTables tables) {}

    PraksisWriter(PraksisVariant variant, RegionContext context) {
        this.variant = variant;
        this.context = context;
        this.folder = context.folder(variant.source());
        this.databases = new PracticeDatabases(folder);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the practices have no folder to be kept in", e);
        }
    }

    @Override
    public boolean filled() {
        return Files.exists(folder.resolve(COMPLETE));
    }

    @Override
    public void citizen(Citizen citizen) {
        String home = citizen.homePractice().ydernr();
        boolean here = PraksisVariant.of(citizen.homePractice().number()) == variant;
        for (String ydernr : PraksisFacts.practices(citizen)) {
            if (!ydernr.equals(home) && PraksisVariant.ofYdernr(ydernr) == variant) {
                elsewhere.computeIfAbsent(ydernr, y -> new ArrayList<>()).add(citizen.index());
            }
        }
        if (here) {
            try {
                write(citizen, tables(home));
            } catch (SQLException e) {
                throw new IllegalStateException("practice " + home + " cannot be filled: " + e.getMessage(), e);
            }
        }
    }

    private static void write(Citizen citizen, Filling filling) throws SQLException {
        for (PracticeChart chart : PraksisFacts.of(citizen)) {
            if (chart.ydernr().equals(filling.ydernr())) {
                filling.tables().write(chart);
            }
        }
    }

    private Filling tables(String ydernr) throws SQLException {
        Filling filling = current;
        if (filling != null && filling.ydernr().equals(ydernr)) {
            return filling;
        }
        complete();
        Connection connection = databases.create(ydernr);
        Filling next = new Filling(ydernr, connection, PracticeTables.create(connection, variant, invoicesFrom()));
        current = next;
        return next;
    }

    /** Practices keep a year of invoices; the fee system has them all. */
    private LocalDate invoicesFrom() {
        return context.options().today().minusYears(1);
    }

    /** Writes what is pending of the current practice, adds the indexes and closes its database. */
    private void complete() throws SQLException {
        Filling filling = current;
        if (filling != null) {
            current = null;
            try (Connection connection = filling.connection()) {
                filling.tables().close();
                PracticeTables.index(connection);
            }
        }
    }

    @Override
    public LiveSource finish() {
        try {
            if (!filled()) {
                complete();
                for (String ydernr : practices()) {
                    if (!databases.exists(ydernr)) {
                        tables(ydernr);
                        complete();
                    }
                }
                for (Map.Entry<String, List<Integer>> practice : elsewhere.entrySet()) {
                    former(practice.getKey(), practice.getValue());
                }
                Files.createFile(folder.resolve(COMPLETE));
            }
            return PraksisServer.start(variant, folder, practices());
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(variant.source() + " cannot be started: " + e.getMessage(), e);
        }
    }

    private List<String> practices() {
        return context.population().practices().stream()
                .filter(p -> PraksisVariant.of(p.number()) == variant)
                .map(Practice::ydernr)
                .toList();
    }

    /** Rows of citizens whose home practice is another one. */
    private void former(String ydernr, List<Integer> citizens) throws SQLException {
        try (Connection connection = databases.reopen(ydernr)) {
            try (PracticeTables tables = PracticeTables.append(connection, variant, invoicesFrom())) {
                Filling filling = new Filling(ydernr, connection, tables);
                for (int index : citizens) {
                    write(context.population().citizen(index), filling);
                }
            }
        }
    }

    @Override
    public void close() {
        Filling filling = current;
        if (filling != null) {
            current = null;
            try {
                filling.connection().close();
            } catch (SQLException e) {
                throw new IllegalStateException("practice " + filling.ydernr() + " cannot be closed", e);
            }
        }
    }
}
