package dk.samsyn.region.praksis;

import dk.samsyn.region.people.Citizen;
import java.time.LocalDate;
import java.util.List;

/** What practices invoice for a citizen, for the fee system to tell of the same visits. */
public final class PracticeFees {
    private PracticeFees() {}

    /**
     * A fee of speciality 80.
     *
     * @param ydernr six characters
     * @param service four digits
     * @param date day of the service
     * @param child whether the service was for a child on this parent's number
     */
    public record Fee(String ydernr, String service, int count, LocalDate date, boolean child) {}

    /** All fees of a citizen in all practices, in a fixed order. */
    public static List<Fee> of(Citizen citizen) {
        return PraksisFacts.of(citizen).stream()
                .flatMap(chart -> chart.fees().stream()
                        .map(f -> new Fee(chart.ydernr(), f.number(), f.count(), f.date(), f.child())))
                .toList();
    }
}
