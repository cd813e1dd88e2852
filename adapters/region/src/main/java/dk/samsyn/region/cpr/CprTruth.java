package dk.samsyn.region.cpr;

import dk.samsyn.region.people.AddressPeriod;
import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.GpPeriod;
import dk.samsyn.region.people.PersonNumber;
import dk.samsyn.region.truth.CitizenTruth;
import dk.samsyn.region.truth.TableTruth;
import dk.samsyn.region.truth.TruthChapter;
import java.time.LocalDate;

/** What a perfect mapper reads from the register of persons. */
public final class CprTruth implements TruthChapter {
    @Override
    public void citizen(Citizen citizen, CitizenTruth out) {
        LocalDate today = citizen.window().today();
        out.row("borger")
                .set("cpr", citizen.cpr())
                .set("navn", citizen.nameProtected() ? null : citizen.name())
                .set("koen", citizen.koen())
                .set("foedselsdato", citizen.born())
                .set("alder", citizen.ageOn(today))
                .set("doed_dato", citizen.died().orElse(null))
                .set("status", citizen.status())
                .set("kommunekode", citizen.kommunekode())
                .set("postnr", citizen.postnr())
                .set("sogn", citizen.sogn())
                .set("adressebeskyttet", citizen.addressProtected());
        for (PersonNumber number : citizen.numbers()) {
            out.row("person_identifikator")
                    .set("vaerdi", number.value())
                    .set("type", number.type().code())
                    .set("gyldig_fra", number.from())
                    .set("gyldig_til", number.to());
        }
        for (AddressPeriod period : citizen.addresses()) {
            out.row("adresse_periode")
                    .set("kommunekode", period.kommunekode())
                    .set("postnr", period.postnr())
                    .set("gyldig_fra", period.from())
                    .set("gyldig_til", period.to());
        }
        for (GpPeriod period : citizen.gps()) {
            out.row("gp_tilknytning")
                    .set("ydernr", period.ydernr())
                    .set("gyldig_fra", period.from())
                    .set("gyldig_til", period.to())
                    .set("sikringsgruppe", citizen.sikringsgruppe());
        }
    }

    @Override
    public void tables(TableTruth out) {
        // The register tells of citizens only.
    }
}
