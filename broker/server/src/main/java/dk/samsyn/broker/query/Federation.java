package dk.samsyn.broker.query;

import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.config.Concepts;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.config.SchemaConfig;
import dk.samsyn.broker.config.SourcesConfig;
import dk.samsyn.broker.engine.Readers;
import dk.samsyn.broker.engine.expression.ScalarCompiler;
import dk.samsyn.broker.policy.ColumnClass;
import dk.samsyn.broker.policy.GovernedColumn;
import dk.samsyn.broker.policy.GovernedTable;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceAdapterFactory;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceScope;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/** The sources, opened, and the layers of tables over them: what a broker asks, fixed when it starts. */
public final class Federation implements AutoCloseable {
    private final Map<SourceId, SourceAdapter> adapters;
    private final Model model;
    private final Planner planner;
    private final List<GovernedTable> catalogue;
    private final List<SourceInfo> sources;
    private final ScalarCompiler scalars;
    private final SourceStatistics statistics;
    private final Readers readers = new Readers();

    private Federation(
            Map<SourceId, SourceAdapter> adapters,
            Model model,
            Planner planner,
            List<SourceInfo> sources,
            SourceStatistics statistics,
            ScalarCompiler scalars) {
        this.statistics = statistics;
        this.adapters = adapters;
        this.model = model;
        this.planner = planner;
        this.sources = sources;
        this.scalars = scalars;
        this.catalogue = catalogueOf(model);
    }

    /**
     * What people may know of a source.
     *
     * @param id its id
     * @param kind kind of adapter
     * @param title the name that people know
     * @param switchedOff why it may not be asked, or empty
     * @param owners whose data it holds, as {@link SourcesConfig.Source} has them
     * @param fills governed tables that it gives rows to
     */
    record SourceInfo(
            String id, String kind, String title, String switchedOff, List<String> owners, List<TableName> fills) {
        private static SourceInfo of(SourcesConfig.Source source) {
            return new SourceInfo(
                    source.config().id().value(),
                    source.config().kind(),
                    source.title(),
                    source.switchedOff(),
                    source.owners(),
                    source.provides().keySet().stream()
                            .map(TableName::parse)
                            .sorted()
                            .toList());
        }
    }

    /**
     * Opens every source and checks every mapping and view; no source is called.
     *
     * @param pushdown false to leave all but keys and columns to the broker, for comparisons
     * @param problems receives all that is wrong with mappings and views
     */
    public static Federation open(
            SchemaConfig schema, SourcesConfig sources, Concepts concepts, boolean pushdown, ConfigProblems problems) {
        return open(schema, sources, concepts, pushdown, problems, opened -> opened);
    }

    /**
     * The same with something around each source.
     *
     * @param around makes of an opened source what the broker asks; if the source takes SQL, what it makes does too
     */
    static Federation open(
            SchemaConfig schema,
            SourcesConfig sources,
            Concepts concepts,
            boolean pushdown,
            ConfigProblems problems,
            UnaryOperator<SourceAdapter> around) {
        Map<String, SourceAdapterFactory> kinds = new HashMap<>();
        ServiceLoader.load(SourceAdapterFactory.class).forEach(f -> kinds.put(f.kind(), f));
        Map<SourceId, SourceAdapter> adapters = new LinkedHashMap<>();
        for (SourcesConfig.Source source : sources.sources()) {
            String where = "sources/" + source.config().id() + ".yaml";
            SourceAdapterFactory factory = kinds.get(source.config().kind());
            if (factory == null) {
                problems.add(
                        where + " kind",
                        "is not one of " + kinds.keySet().stream().sorted().toList());
                continue;
            }
            if (!source.switchedOff().isEmpty()) {
                continue;
            }
            try {
                adapters.put(source.config().id(), around.apply(factory.open(source.config())));
            } catch (IllegalArgumentException e) {
                problems.add(where, String.valueOf(e.getMessage()));
            }
        }
        BrokerFunctions functions = new BrokerFunctions(concepts);
        ScalarCompiler scalars = new ScalarCompiler();
        Model model = Model.build(
                new FrontEnd(new ConstantExecutor(scalars)), functions, schema, sources, adapters, problems);
        double population = adapters.values().stream()
                .flatMap(a -> a.tables().stream())
                .filter(t -> t.name().equals("borger"))
                .mapToLong(dk.samsyn.spi.SourceTable::estimatedRows)
                .max()
                .orElse(100_000);
        ConceptConditions conditions = new ConceptConditions(concepts, functions.concept());
        SourceStatistics statistics = new SourceStatistics();
        Planner planner = new Planner(conditions, statistics, population, pushdown, scalars);
        List<SourceInfo> about = sources.sources().stream().map(SourceInfo::of).toList();
        return new Federation(adapters, model, planner, about, statistics, scalars);
    }

    private static List<GovernedTable> catalogueOf(Model model) {
        List<GovernedTable> tables = new ArrayList<>();
        for (Model.Governed governed : model.governed().values()) {
            List<GovernedColumn> columns = new ArrayList<>();
            for (SchemaConfig.Column column : governed.config().columns()) {
                String type = column.type().pid()
                        ? "pid"
                        : column.type().type().name().toLowerCase(java.util.Locale.ROOT);
                columns.add(new GovernedColumn(
                        column.name(), type, ColumnClass.ofLetter(String.valueOf(column.sensitivity()))));
            }
            tables.add(new GovernedTable(
                    TableName.parse(governed.config().name()), governed.config().category(), columns));
        }
        tables.addAll(OwnTables.governed());
        return List.copyOf(tables);
    }

    /** The sources, in order of their files. */
    List<SourceInfo> sources() {
        return sources;
    }

    /** Governed tables that sources fill and the broker's own that policies open, as policies see them. */
    public List<GovernedTable> catalogue() {
        return catalogue;
    }

    /** The opened sources. */
    public Collection<SourceAdapter> adapters() {
        return adapters.values();
    }

    /**
     * Reads which numbers belong to the same person from a source's list.
     *
     * @param source the source that keeps the register of persons
     * @param table its table with columns {@code cpr}, the canonical number, and {@code vaerdi}, any number
     */
    public List<PersonIndex.Alias> aliases(SourceId source, String table, SourceScope scope) {
        SourceAdapter adapter = Optional.ofNullable(adapters.get(source))
                .orElseThrow(() -> new IllegalArgumentException("no source " + source));
        ScanRequest all =
                new ScanRequest(table, List.of("cpr", "vaerdi"), List.of(), Optional.empty(), OptionalLong.empty());
        List<PersonIndex.Alias> aliases = new ArrayList<>();
        try (RowCursor rows = adapter.scan(all, scope)) {
            while (rows.next()) {
                Object canonical = rows.row()[0];
                Object number = rows.row()[1];
                if (canonical != null && number != null) {
                    aliases.add(new PersonIndex.Alias(
                            dk.samsyn.spi.PersonFormat.normalise(number.toString()),
                            dk.samsyn.spi.PersonFormat.normalise(canonical.toString())));
                }
            }
        }
        return aliases;
    }

    /** How new a source's data are, if they are not live. */
    Optional<LocalDateTime> asOf(String source) {
        return Optional.ofNullable(adapters.get(new SourceId(source))).flatMap(SourceAdapter::asOf);
    }

    /** Asks the sources for the sizes of their tables; until then plans are made with declared ones. */
    public void refreshStatistics(SourceScope scope) {
        statistics.refresh(adapters.values(), scope);
    }

    /**
     * Lets the sources find out what their first answers would wait for; one that fails is as it was.
     *
     * @return the sources that could not
     */
    public List<String> prepare(SourceScope scope) {
        return adapters.values().parallelStream()
                .filter(adapter -> !prepared(adapter, scope))
                .map(adapter -> adapter.id().value())
                .sorted()
                .toList();
    }

    private static boolean prepared(SourceAdapter adapter, SourceScope scope) {
        try {
            adapter.prepare(scope);
            return true;
        } catch (SourceException e) {
            return false;
        }
    }

    /** Plans as if the sources were as large as another broker's; until they are asked again. */
    void sizesOf(Federation other) {
        statistics.copy(other.statistics);
    }

    SourceStatistics statistics() {
        return statistics;
    }

    Model model() {
        return model;
    }

    Planner planner() {
        return planner;
    }

    /** Generated code of single operators, shared by all plans. */
    ScalarCompiler scalars() {
        return scalars;
    }

    /** Threads that read inputs side by side. */
    Executor readers() {
        return readers;
    }

    FrontEnd frontEnd() {
        return model.frontEnd();
    }

    BrokerFunctions functions() {
        return model.functions();
    }

    @Override
    public void close() {
        adapters.values().forEach(SourceAdapter::close);
        readers.close();
    }
}
