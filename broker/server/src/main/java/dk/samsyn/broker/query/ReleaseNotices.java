package dk.samsyn.broker.query;

import dk.samsyn.broker.access.Notice;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is said of an answer that passed the gate (rule 21). Codes and texts follow from the statement alone: nobody can read
 * from them what was withheld. {@link #NOT_WHOLE} follows from what is shown and from what was answered before it.
 */
final class ReleaseNotices {
    /** A budget is so near its end that groups may have been left out. */
    static final Notice NOT_WHOLE = new Notice(
            "SDC-P07",
            "Budgettet for nye svar (R23) rækker ikke til flere grupper, så nogle kan mangle i svaret: læg det ikke sammen. Spørg"
                    + " om færre grupper, eller bed to datastewards om at godkende flere svar.");

    private final Set<String> coarser = new LinkedHashSet<>();
    private final Set<String> grouped = new LinkedHashSet<>();
    private final Set<String> dropped = new LinkedHashSet<>();
    private boolean rowsWereGrouped;
    private boolean severalGroups;

    /** A limit or group was read more coarsely than written. */
    void coarser(String what, String readAs) {
        coarser.add(what + " → " + readAs);
    }

    /** A request of rows became groups. */
    void rowsGrouped(List<String> by, List<String> without) {
        rowsWereGrouped = true;
        grouped.addAll(by);
        dropped.addAll(without);
    }

    /** The answer has groups, which need not add up to a total. */
    void groups() {
        severalGroups = true;
    }

    /** All notices, in the order of their codes. */
    List<Notice> all(int minimum) {
        List<Notice> all = new ArrayList<>();
        all.add(
                new Notice(
                        "SDC-P01",
                        "Tallene er sløret: antal afviger typisk med op til 4. Det samme spørgsmål giver altid det samme svar."));
        all.add(new Notice(
                "SDC-P02",
                "Grupper med under " + minimum
                        + " borgere vises aldrig, og for følsomme oplysninger under 10. En gruppe, der mangler, er tom eller"
                        + " for lille."));
        if (!coarser.isEmpty()) {
            all.add(new Notice("SDC-P03", "Læst grovere end skrevet: " + String.join("; ", coarser) + "."));
        }
        if (rowsWereGrouped) {
            all.add(new Notice(
                    "SDC-P04",
                    "Rækker om enkelte borgere vises ikke. Svaret er grupper efter " + String.join(", ", grouped)
                            + " med antal borgere i kolonnen personer."
                            + (dropped.isEmpty() ? "" : " Udeladt: " + String.join(", ", dropped) + ".")));
        }
        if (severalGroups) {
            all.add(new Notice(
                    "SDC-P05", "Grupperne kan ikke altid lægges sammen til totalen: hvert tal er sløret for sig."));
        }
        all.add(new Notice(
                "SDC-P06",
                "Et svar, der er givet før, også til andre, om næsten de samme borgere, gives igen. Op til 11 borgere"
                        + " kan være kommet til, gået fra eller ændret, siden det blev givet."));
        return List.copyOf(all);
    }
}
