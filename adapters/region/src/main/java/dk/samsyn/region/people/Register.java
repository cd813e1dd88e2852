package dk.samsyn.region.people;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides who a person is by the register and where the person lives (shares of domain.md 5.4). */
final class Register {
    /** A municipality outside the region and one of its postal districts. */
    private static final int[][] ELSEWHERE = {{101, 2100}, {461, 5000}, {851, 9000}, {561, 6700}, {265, 4000}};

    private final Window window;
    private final int practices;

    Register(Window window, int practices) {
        this.window = window;
        this.practices = practices;
    }

    /** Numbers of the {@code rank}-th person born on {@code born}, the present CPR number first. */
    List<PersonNumber> numbers(Dice dice, LocalDate born, boolean woman, int rank) {
        String cpr = CprNumbers.number(born, woman, rank, CprNumbers.Range.PRESENT);
        double u = dice.unit("register.numbers", 0);
        LocalDate day = dayIn(dice, "register.changed", window.from().isBefore(born) ? born : window.from(), 0.1, 0.8);
        if (u < 0.002) {
            // Half of them for a change of legal sex, half for a correction.
            boolean formerWoman = dice.unit("register.sex", 0) < 0.5 ? woman : !woman;
            String former = CprNumbers.number(born, formerWoman, rank, CprNumbers.Range.FORMER);
            return List.of(
                    new PersonNumber(cpr, NumberType.CPR, day, null),
                    new PersonNumber(former, NumberType.CPR, born, day.minusDays(1)));
        }
        if (u < 0.005) {
            return List.of(new PersonNumber(cpr, NumberType.CPR, born, null), replacement(dice, born, rank, day));
        }
        return List.of(new PersonNumber(cpr, NumberType.CPR, born, null));
    }

    private static PersonNumber replacement(Dice dice, LocalDate born, int rank, LocalDate day) {
        double u = dice.unit("register.replacement", 0);
        String six = CprNumbers.day(born);
        String letters = "" + letter(dice.unit("register.replacement", 1)) + letter(rank / 230.0 % 1);
        int last = rank % 10;
        LocalDate to = day.plusDays(20);
        if (u < 0.4) {
            return new PersonNumber(six + (u < 0.2 ? 1 : 7) + letters + last, NumberType.X_ECPR, day, to);
        }
        if (u < 0.8) {
            return new PersonNumber(six + (u < 0.6 ? 0 : 5) + letters + last, NumberType.D_ECPR, day, to);
        }
        String local = String.format("%02d", born.getDayOfMonth() + 60) + six.substring(2);
        return new PersonNumber(local + String.format("%03d", rank % 1000) + "8", NumberType.LOKAL, day, to);
    }

    private static char letter(double u) {
        return "ABCDEFGHJKLMNPQRSTUVXYZ".charAt((int) (u * 23));
    }

    Identity identity(Dice dice, LocalDate born, boolean woman, List<PersonNumber> numbers, Citizen.Role role) {
        LocalDate died = role == Citizen.Role.NONE ? died(dice, born) : null;
        boolean emigrated = died == null && role == Citizen.Role.NONE && moved(dice) == Move.ABROAD;
        return new Identity(
                numbers,
                Names.of(dice, woman),
                woman,
                born,
                died,
                died != null ? "90" : emigrated ? "80" : "01",
                role == Citizen.Role.NONE && dice.unit("register.name", 0) < 0.003,
                role == Citizen.Role.NONE && dice.unit("register.address", 0) < 0.01);
    }

    /** About 0.56 % of all have died within the window. */
    private @Nullable LocalDate died(Dice dice, LocalDate born) {
        double age = (window.today().toEpochDay() - born.toEpochDay()) / 365.2425;
        double risk = age < 60 ? 0.001 : age < 80 ? 0.01 : 0.06;
        if (dice.unit("register.died", 0) >= risk) {
            return null;
        }
        LocalDate from = born.isAfter(window.from()) ? born : window.from();
        return dayIn(dice, "register.died.day", from, 0.2, 0.79);
    }

    /** Moving over the region's border within the window: 1.5 % of all. */
    private enum Move {
        NOT,
        IN,
        OUT,
        ABROAD
    }

    private static Move moved(Dice dice) {
        double u = dice.unit("register.moved", 0);
        return u < 0.009 ? Move.IN : u < 0.013 ? Move.OUT : u < 0.015 ? Move.ABROAD : Move.NOT;
    }

    Residence residence(Dice dice, Identity identity, Practice practice, Citizen.Role role) {
        LocalDate born = identity.born();
        LocalDate today = window.today();
        LocalDate died = identity.died();
        Move move = role == Citizen.Role.NONE && died == null ? moved(dice) : Move.NOT;
        LocalDate day =
                dayIn(dice, "register.moved.day", born.isAfter(window.from()) ? born : window.from(), 0.15, 0.7);
        LocalDate presentFrom = move == Move.IN ? day : born;
        LocalDate presentTo = died != null ? died : move == Move.OUT || move == Move.ABROAD ? day : today;
        boolean groupTwo = role == Citizen.Role.NONE && dice.unit("register.group", 0) < 0.003;
        return new Residence(
                addresses(dice, identity, practice, move, day),
                groupTwo ? List.of() : gps(dice, identity, practice, role, presentFrom, presentTo),
                groupTwo ? 2 : 1,
                presentFrom,
                presentTo);
    }

    private List<AddressPeriod> addresses(Dice dice, Identity identity, Practice practice, Move move, LocalDate day) {
        LocalDate born = identity.born();
        LocalDate died = identity.died();
        Municipality home = home(dice, practice, 0);
        List<AddressPeriod> periods = new ArrayList<>();
        if (move == Move.IN && day.isAfter(born)) {
            periods.add(elsewhere(dice, born, day.minusDays(1)));
            periods.add(address(dice, home, day, null));
        } else if (move == Move.OUT) {
            periods.add(address(dice, home, born, day));
            periods.add(elsewhere(dice, day.plusDays(1), null));
        } else if (move == Move.ABROAD) {
            periods.add(address(dice, home, born, day));
        } else if (dice.unit("register.moved", 1) < 0.04 && died == null && day.isAfter(born)) {
            periods.add(address(dice, home(dice, practice, 2), born, day.minusDays(1)));
            periods.add(address(dice, home, day, null));
        } else {
            periods.add(address(dice, home, born, died));
        }
        return List.copyOf(periods);
    }

    private static Municipality home(Dice dice, Practice practice, int key) {
        double u = dice.unit("register.kommune", key);
        if (practice.number() == 3) {
            // The practice that many islanders go to: Samsø stays small enough for small numbers.
            return u < 0.15
                    ? Municipality.SAMSOE
                    : u < 0.45 ? Municipality.AARHUS : Municipality.weighted(dice.unit("register.kommune", key + 1));
        }
        return u < 0.82 ? practice.municipality() : Municipality.weighted(dice.unit("register.kommune", key + 1));
    }

    private static AddressPeriod address(Dice dice, Municipality home, LocalDate from, @Nullable LocalDate to) {
        double u = dice.unit("register.post", home.code());
        return new AddressPeriod(home.code(), home.postnr(u), home.sogn(dice.unit("register.sogn", 0)), from, to);
    }

    private static AddressPeriod elsewhere(Dice dice, LocalDate from, @Nullable LocalDate to) {
        int[] place = ELSEWHERE[(int) (dice.unit("register.elsewhere", 0) * ELSEWHERE.length)];
        return new AddressPeriod(place[0], place[1], 7000 + place[0], from, to);
    }

    private List<GpPeriod> gps(
            Dice dice,
            Identity identity,
            Practice practice,
            Citizen.Role role,
            LocalDate presentFrom,
            LocalDate presentTo) {
        LocalDate died = identity.died();
        // About 0.2 % of all are dead and still on a list.
        boolean forgotten = died != null && dice.unit("register.forgotten", 0) < 0.36;
        LocalDate to = presentTo.equals(window.today()) || forgotten ? null : presentTo;
        LocalDate earliest = window.today().minusYears(25);
        LocalDate from = presentFrom.isAfter(earliest)
                ? presentFrom
                : earliest.plusDays((long) (dice.unit("register.gp.from", 0) * 365 * 18));
        LocalDate changed =
                dayIn(dice, "register.gp.changed", from.isAfter(window.from()) ? from : window.from(), 0.1, 0.7);
        boolean changes = role == Citizen.Role.NONE
                && practices > 1
                && dice.unit("register.gp", 0) < 0.03
                && changed.isAfter(from)
                && changed.isBefore(presentTo);
        if (!changes) {
            return List.of(new GpPeriod(practice.ydernr(), from, to));
        }
        int step = 1 + (int) (dice.unit("register.gp", 1) * (practices - 1));
        String former = Practice.ydernr((practice.number() + step) % practices);
        return List.of(new GpPeriod(former, from, changed.minusDays(1)), new GpPeriod(practice.ydernr(), changed, to));
    }

    /** A day between {@code from} and today: after the share {@code skip}, within the share {@code span} of the time. */
    private LocalDate dayIn(Dice dice, String topic, LocalDate from, double skip, double span) {
        long days = window.today().toEpochDay() - from.toEpochDay();
        return from.plusDays((long) (days * (skip + span * dice.unit(topic, 0))));
    }
}
