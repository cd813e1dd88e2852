package dk.samsyn.region.ssr;

import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.praksis.IsoWeek;
import dk.samsyn.region.truth.CitizenTruth;
import dk.samsyn.region.truth.Row;
import dk.samsyn.region.truth.TableTruth;
import dk.samsyn.region.truth.TruthChapter;
import java.time.LocalDate;

/** What a perfect mapper reads from the fee files: the week as two days, and nobody where the number is missing. */
public final class SsrTruth implements TruthChapter {
    @Override
    public void citizen(Citizen citizen, CitizenTruth out) {
        for (FeeLine line : FeeLine.of(citizen)) {
            LocalDate monday = IsoWeek.monday(line.date());
            Row row = out.row("ydelse", SsrChapter.SOURCE, line.voucher(), "ok")
                    .set("ydernr", line.ydernr())
                    .set("speciale", FeeLine.SPECIALITY)
                    .set("ydelse_nr", line.service())
                    .set("antal", line.count())
                    .set("beloeb", line.amount())
                    .set("aar", 2000 + Integer.parseInt(line.week().substring(0, 2)))
                    .set("uge", line.week())
                    .set("uge_start", monday)
                    .set("uge_slut", monday.plusDays(6))
                    .set("tid_praecision", "uge")
                    .set("barnmak", line.child());
            if (line.number() == null) {
                row.set("pid", null);
            }
        }
    }

    @Override
    public void tables(TableTruth out) {}
}
