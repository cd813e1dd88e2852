package dk.samsyn.region.ddv;

import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.truth.CitizenTruth;
import dk.samsyn.region.truth.TableTruth;
import dk.samsyn.region.truth.TruthChapter;

/** What a perfect mapper reads from the vaccination register. */
public final class DdvTruth implements TruthChapter {
    @Override
    public void citizen(Citizen citizen, CitizenTruth out) {
        for (DdvFacts.Vaccination vaccination : DdvFacts.of(citizen)) {
            out.row("vaccination", DdvChapter.ID, Long.toString(vaccination.id()), "ok")
                    .set("vaccine_kode", vaccination.vaccine().atc())
                    .set("vaccine_navn", vaccination.vaccine().text())
                    .set("given_dato", vaccination.given())
                    .set("givet_sted_type", vaccination.place());
        }
    }

    @Override
    public void tables(TableTruth out) {
        // The register tells of citizens only.
    }
}
