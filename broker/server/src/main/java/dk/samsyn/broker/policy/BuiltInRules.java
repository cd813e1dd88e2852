package dk.samsyn.broker.policy;

import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.ReleaseMode;
import dk.samsyn.broker.access.TableName;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What no policy file can lift. */
public final class BuiltInRules {
    /** Tables that the Shared Medication Record (FMK) fills. */
    public static final Set<TableName> FMK_TABLES =
            Set.of(TableName.sundhed("medicin_ordination"), TableName.sundhed("recept_udlevering"));

    /** FMK may not be used for statistics; it is read for treatment and for the citizen's own view. */
    private static final Set<Purpose> FMK_PURPOSES = EnumSet.of(Purpose.BEHANDLING, Purpose.EGET_INDBLIK, Purpose.TEST);

    private static final String BROKER_SCHEMA = "samsyn";

    /** What policies may open of the broker itself; {@code se_som} is no table but the right to look as somebody else. */
    public static final Set<TableName> BROKER_TABLES = Stream.of(
                    "sources", "notices", "policies", "queries", "opslag", "log", "log_ejer", "se_som")
            .map(name -> new TableName(BROKER_SCHEMA, name))
            .collect(Collectors.toUnmodifiableSet());

    /** The right to look as somebody else. */
    public static final TableName SEE_AS = new TableName(BROKER_SCHEMA, "se_som");

    private BuiltInRules() {}

    /** The one release mode of a session with that purpose. */
    public static ReleaseMode mode(Purpose purpose) {
        return switch (purpose) {
            case BEHANDLING, FOREBYGGELSE, EGET_INDBLIK, SAGSBEHANDLING, KONTROL, TEST -> ReleaseMode.IDENTIFIED;
            case KVALITET, FORSKNING -> ReleaseMode.PSEUDONYMISED;
            case PLANLAEGNING -> ReleaseMode.AGGREGATED;
        };
    }

    /** Whether a session with that purpose may reach the table at all; supervision reads no table about citizens. */
    public static boolean mayReach(Purpose purpose, TableName table) {
        if (purpose == Purpose.KONTROL && !table.schema().equals(BROKER_SCHEMA)) {
            return false;
        }
        return !FMK_TABLES.contains(table) || FMK_PURPOSES.contains(purpose);
    }

    /** Whether a column may be shown in a mode; direct identifiers other than {@code pid} only where persons are named. */
    static boolean mayShow(ReleaseMode mode, GovernedColumn column) {
        return mode == ReleaseMode.IDENTIFIED || column.isPid() || column.columnClass() != ColumnClass.DIRECT;
    }

    /**
     * The mask of a column, or a heavier one where the mode demands it: a source's own key under a row without a name would name
     * the person to everybody who can look into the source. Its pseudonym still joins what belongs together. Where only groups
     * leave, no key can be asked for at all ({@code conf/measures}), and derived views may order by it.
     */
    static Mask atLeast(ReleaseMode mode, GovernedColumn column, Mask mask) {
        boolean hidden = mode == ReleaseMode.PSEUDONYMISED && column.columnClass() == ColumnClass.SOURCE_KEY;
        Mask pseudonym = Mask.of(Mask.Kind.PSEUDONYM);
        return hidden && mask.compareTo(pseudonym) < 0 ? pseudonym : mask;
    }
}
