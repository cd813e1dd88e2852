package dk.samsyn.region.municipal;

import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.truth.CitizenTruth;
import dk.samsyn.region.truth.TableTruth;
import dk.samsyn.region.truth.TruthChapter;
import java.util.Locale;
import java.util.function.Function;

/** What a perfect mapper reads from the records of municipalities of one kind. */
public final class MunicipalTruth implements TruthChapter {
    private final CareSystem system;
    private final String source;
    private final Function<CareMeasurement, String> codeOfMeasurement;

    /**
     * The truth of a source.
     *
     * @param codeOfMeasurement code of a measurement as the source writes it
     */
    public MunicipalTruth(CareSystem system, String source, Function<CareMeasurement, String> codeOfMeasurement) {
        this.system = system;
        this.source = source;
        this.codeOfMeasurement = codeOfMeasurement;
    }

    @Override
    public void citizen(Citizen citizen, CitizenTruth out) {
        MunicipalFacts facts = MunicipalFacts.of(citizen, system);
        for (CareCondition condition : facts.conditions()) {
            out.row("kommunal_tilstand", source, String.valueOf(condition.id()), "ok")
                    .set("kommunekode", Integer.valueOf(condition.kommunekode()))
                    .set("fsiii_kode", condition.code().text())
                    .set("fsiii_begreb", condition.code().term().concept())
                    .set("kodeversion", condition.code().version())
                    .set("type", condition.code().term().kind().name().toLowerCase(Locale.ROOT))
                    .set("status", condition.closed() == null ? "aktiv" : "inaktiv")
                    .set("niveau", condition.level())
                    .set("registreret_dato", condition.registered().toLocalDate())
                    .set("afsluttet_dato", condition.closed());
        }
        for (CareService service : facts.services()) {
            out.row("kommunal_indsats", source, String.valueOf(service.id()), "ok")
                    .set("kommunekode", Integer.valueOf(service.kommunekode()))
                    .set("org_id", "K" + service.kommunekode())
                    .set("fsiii_kode", service.code().text())
                    .set("fsiii_begreb", service.code().term().concept())
                    .set("paragraf", service.paragraf())
                    .set("status", service.status().word())
                    .set("start_dato", service.start())
                    .set("slut_dato", service.end())
                    .set("beslutning", service.decision());
        }
        for (CareMeasurement measurement : facts.measurements()) {
            out.row("maaling", source, String.valueOf(measurement.id()), "ok")
                    .set("begreb", measurement.item().name())
                    .set("vaerdi_num", measurement.value())
                    .set("enhed", measurement.item().unit())
                    .set("sted", measurement.by().place())
                    .set("maalt_af", measurement.by().word())
                    .set("tidspunkt", measurement.time())
                    .set("tid_praecision", "minut")
                    .set("kode_oprindelig", codeOfMeasurement.apply(measurement))
                    .set("org_id", "K" + measurement.kommunekode());
        }
    }

    @Override
    public void tables(TableTruth out) {
        // Every row belongs to a citizen.
    }
}
