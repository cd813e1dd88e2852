package dk.samsyn.region.reference;

import dk.samsyn.region.Chapter;
import dk.samsyn.region.FolderSource;
import dk.samsyn.region.LiveSource;
import dk.samsyn.region.RegionContext;
import dk.samsyn.region.SourceWriter;
import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.Municipality;
import dk.samsyn.region.people.Practice;
import dk.samsyn.region.truth.CitizenTruth;
import dk.samsyn.region.truth.TableTruth;
import dk.samsyn.region.truth.TruthChapter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Organisations and municipalities ({@code reference}). */
public final class ReferenceChapter implements Chapter {
    private static final String ID = "reference";

    @Override
    public String source() {
        return ID;
    }

    @Override
    public SourceWriter open(RegionContext context) {
        Path folder = context.folder(ID);
        write(folder, context.population().practices());
        return new Written(new FolderSource(ID, "SAMSYN_REFERENCE_DIR", folder));
    }

    private static void write(Path folder, List<Practice> practices) {
        try (CsvFile file = new CsvFile(
                folder.resolve("organisation.csv"),
                StandardCharsets.ISO_8859_1,
                "ORG_ID;TYPE;SOR;SHAK;YDERNR;EAN;NAVN;KOMMUNEKODE;KLYNGE;GYLDIG_FRA;GYLDIG_TIL;EFTERFOELGER")) {
            for (Organisation o : Organisation.of(practices)) {
                file.line(
                        o.id(),
                        o.type(),
                        o.sor(),
                        o.shak(),
                        o.ydernr(),
                        null,
                        o.name(),
                        o.kommunekode() == null ? null : String.format("%04d", o.kommunekode()),
                        o.klynge(),
                        o.from(),
                        o.to(),
                        o.successor());
            }
        }
        try (CsvFile file = new CsvFile(
                folder.resolve("kommune_reference.csv"),
                StandardCharsets.UTF_8,
                "KOMMUNEKODE;NAVN;REGION;KLYNGE;AAR;BEFOLKNING;ANDEL_RYGERE;ANDEL_SVAERT_OVERVAEGTIGE")) {
            for (Municipality municipality : Municipality.values()) {
                MunicipalFigures figures = MunicipalFigures.of(municipality);
                file.line(
                        String.format("%04d", municipality.code()),
                        municipality.text(),
                        "Midtjylland",
                        Organisation.klynge(municipality.hospital()),
                        MunicipalFigures.YEAR,
                        figures.citizens(),
                        figures.smokers().toString().replace('.', ','),
                        figures.obese().toString().replace('.', ','));
            }
        }
    }

    /** What a perfect mapper reads from it. */
    public static TruthChapter truth() {
        return new Truth();
    }

    /** Learns the practices from their citizens, as every practice has some. */
    private static final class Truth implements TruthChapter {
        private final Map<Integer, Practice> practices = new TreeMap<>();

        @Override
        public void citizen(Citizen citizen, CitizenTruth out) {
            practices.putIfAbsent(citizen.homePractice().number(), citizen.homePractice());
        }

        @Override
        public void tables(TableTruth out) {
            List<Practice> known = List.copyOf(practices.values());
            practices.clear();
            for (Organisation o : Organisation.of(known)) {
                out.add(out.row("organisation")
                        .set("org_id", o.id())
                        .set("type", o.type())
                        .set("sor", o.sor())
                        .set("shak", o.shak())
                        .set("ydernr", o.ydernr())
                        .set("navn", o.name())
                        .set("kommunekode", o.kommunekode())
                        .set("klynge", o.klynge())
                        .set("gyldig_fra", o.from())
                        .set("gyldig_til", o.to())
                        .set("efterfoelger", o.successor()));
            }
            for (Municipality municipality : Municipality.values()) {
                MunicipalFigures figures = MunicipalFigures.of(municipality);
                out.add(out.row("kommune_reference")
                        .set("kommunekode", Integer.valueOf(municipality.code()))
                        .set("navn", municipality.text())
                        .set("region", "Midtjylland")
                        .set("klynge", Organisation.klynge(municipality.hospital()))
                        .set("befolkning_aar", Integer.valueOf(MunicipalFigures.YEAR))
                        .set("befolkning", Integer.valueOf(figures.citizens()))
                        .set("andel_rygere", figures.smokers())
                        .set("andel_svaert_overvaegtige", figures.obese()));
            }
        }
    }

    /** Files that need no citizens. */
    private record Written(FolderSource folder) implements SourceWriter {
        @Override
        public boolean filled() {
            return true;
        }

        @Override
        public void citizen(Citizen citizen) {
            // Nothing here is about citizens.
        }

        @Override
        public LiveSource finish() {
            return folder;
        }

        @Override
        public void close() {
            // The region removes its own folder.
        }
    }
}
