package dk.samsyn.region.fmk;

import dk.samsyn.region.fmk.FmkFacts.Handover;
import dk.samsyn.region.fmk.FmkFacts.Ordination;
import dk.samsyn.region.fmk.FmkFacts.Warrant;
import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.truth.CitizenTruth;
import dk.samsyn.region.truth.Row;
import dk.samsyn.region.truth.TableTruth;
import dk.samsyn.region.truth.TruthChapter;
import org.jspecify.annotations.Nullable;

/** What a perfect mapper reads from FMK, in the words of version 1.6. What a citizen withholds cannot be read. */
public final class FmkTruth implements TruthChapter {
    @Override
    public void citizen(Citizen citizen, CitizenTruth out) {
        FmkFacts facts = FmkFacts.of(citizen);
        for (Ordination ordination : facts.ordinations()) {
            ordination(ordination, facts.hidden(), out);
            for (Warrant warrant : ordination.warrants()) {
                warrant(ordination, warrant, out);
            }
        }
        if (facts.hidden() && facts.ordinations().isEmpty()) {
            out.row("medicin_ordination", FmkChapter.ID, "kort-" + facts.version(), "ok")
                    .set("hidden_flag", true);
        }
    }

    @Override
    public void tables(TableTruth out) {
        // FMK tells of citizens only.
    }

    private static void ordination(Ordination ordination, boolean hidden, CitizenTruth out) {
        out.row("medicin_ordination", FmkChapter.ID, Long.toString(ordination.id()), "ok")
                .set("ordination_id", Long.toString(ordination.id()))
                .set("atc", ordination.atc())
                .set("laegemiddel_navn", ordination.name())
                .set("styrke_tekst", ordination.strength())
                .set("dosistekst", ordination.dosage())
                .set("indikation_tekst", ordination.indication())
                .set("start_dato", ordination.start())
                .set("slut_dato", ordination.end())
                .set("pauseret", ordination.paused())
                .set("type", ordination.byCitizen() ? "borger" : "laege")
                .set("ordineret_af_org", ordination.by().map(Issuer::orgId).orElse(null))
                .set("hidden_flag", hidden);
    }

    private static void warrant(Ordination ordination, Warrant warrant, CitizenTruth out) {
        if (warrant.handovers().isEmpty()) {
            row(ordination, warrant, null, out);
        }
        warrant.handovers().forEach(handover -> row(ordination, warrant, handover, out));
    }

    private static void row(Ordination ordination, Warrant warrant, @Nullable Handover handover, CitizenTruth out) {
        String id = Long.toString(warrant.id());
        Row row = out.row("recept_udlevering", FmkChapter.ID, handover == null ? id : id + "-" + handover.id(), "ok")
                .set("recept_id", id)
                .set("ordination_id", Long.toString(ordination.id()))
                .set("atc", ordination.atc())
                .set("ordinationsdato", warrant.authorised().toLocalDate())
                .set("gyldig_til", warrant.validTo())
                .set("status", warrant.status().word())
                .set("udskrevet_af_org", warrant.by().orgId());
        if (handover != null) {
            row.set("udlevering_tid", handover.time()).set("antal_pakninger", handover.packages());
        }
    }
}
