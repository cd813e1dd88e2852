package dk.samsyn.region.municipal;

import dk.samsyn.region.municipal.CareService.Status;
import dk.samsyn.region.people.AddressPeriod;
import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.MunicipalNeed;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the help that a person gets into conditions and services of FSIII, where the person lives now and, for those who
 * moved, where they lived before.
 */
final class CareStory {
    /** From here on only UUIDs are to be used, and merged terms replace the old ones. */
    private static final LocalDate NEW_CODES = LocalDate.of(2025, 10, 1);

    /** From here on care of the old rests on Ældreloven. */
    private static final LocalDate AELDRELOV = LocalDate.of(2025, 7, 1);

    private final Citizen citizen;
    private final long firstId;
    private final List<CareCondition> conditions = new ArrayList<>();
    private final List<CareService> services = new ArrayList<>();

    CareStory(Citizen citizen, long firstId) {
        this.citizen = citizen;
        this.firstId = firstId;
        citizen.care().needs().forEach(this::need);
        before();
    }

    List<CareCondition> conditions() {
        return conditions;
    }

    List<CareService> services() {
        return services;
    }

    private void need(MunicipalNeed need) {
        int key = services.size();
        switch (need.kind()) {
            case PERSONLIG_PLEJE -> {
                condition(need, FsiiiTerm.VASKE_SIG, 1);
                condition(need, FsiiiTerm.PLEJEPROBLEM, 0.3);
                service(need, FsiiiTerm.PERSONLIG_HYGIEJNE);
            }
            case RENGOERING -> {
                condition(need, FsiiiTerm.BEVAEGE_SIG, 0.6);
                condition(need, FsiiiTerm.DAGLIGLIVSPROBLEM, 0.3);
                weight(need);
                service(need, FsiiiTerm.RENGOERING);
            }
            case MADSERVICE -> service(need, FsiiiTerm.MADSERVICE);
            case PLEJEHJEM -> {
                condition(need, FsiiiTerm.HUKOMMELSE, 0.6);
                condition(need, FsiiiTerm.HUKOMMELSESPROBLEM, 0.5);
                condition(need, FsiiiTerm.VASKE_SIG, 0.9);
                condition(need, FsiiiTerm.BEVAEGE_SIG, 0.8);
                weight(need);
                service(need, FsiiiTerm.PERSONLIG_HYGIEJNE);
                service(need, FsiiiTerm.RENGOERING);
                service(need, FsiiiTerm.MADSERVICE);
                service(need, FsiiiTerm.MEDICINADMINISTRATION, "SUL138");
            }
            case MEDICIN -> {
                assessment(need);
                condition(need, FsiiiTerm.EGEN_SUNDHED, 0.5);
                boolean boxes = chance("medicin", key, 0.7);
                if (boxes) {
                    service(need, FsiiiTerm.MEDICINDISPENSERING);
                }
                if (!boxes || chance("medicin.giv", key, 0.3)) {
                    service(need, FsiiiTerm.MEDICINADMINISTRATION);
                }
                once(need, FsiiiTerm.OPFOELGNING, "SUL138", need.from().plusDays(90));
            }
            case SAAR -> {
                if (citizen.course().diabetes().isPresent()) {
                    condition(need, FsiiiTerm.DIABETISK_SAAR, 1);
                }
                service(need, FsiiiTerm.SAARBEHANDLING);
                once(need, FsiiiTerm.OPFOELGNING, "SUL138", need.from().plusDays(21));
            }
            case RESPIRATION -> {
                condition(need, FsiiiTerm.RESPIRATIONSPROBLEM, 1);
                service(need, FsiiiTerm.RESPIRATIONSBEHANDLING);
                if (chance("ilt", key, 0.25)) {
                    service(need, FsiiiTerm.ILTBEHANDLING);
                }
            }
            case KREDSLOEB -> {
                condition(need, FsiiiTerm.KREDSLOEBSPROBLEM, 1);
                service(need, FsiiiTerm.KREDSLOEBSBEHANDLING);
                if (chance("kompression", key, 0.4)) {
                    service(need, FsiiiTerm.KOMPRESSION);
                }
            }
            case MAALING -> service(need, FsiiiTerm.MAALING_VAERDIER);
            case HJEMMEMONITORERING_DIABETES -> service(need, FsiiiTerm.MONITORERING_DM);
            case HJEMMEMONITORERING_KOL -> {
                condition(need, FsiiiTerm.RESPIRATIONSPROBLEM, 0.7);
                service(need, FsiiiTerm.MONITORERING_KOL);
            }
            case HJEMMEMONITORERING_HJERTE -> service(need, FsiiiTerm.MONITORERING_HJERTE);
            case FOREBYGGELSE -> {
                service(need, FsiiiTerm.SYGDOMSHAANDTERING);
                if (chance("kost", key, 0.6)) {
                    service(need, FsiiiTerm.KOSTVEJLEDNING);
                }
                if (chance("motion", key, 0.5)) {
                    service(need, FsiiiTerm.FYSISK_TRAENING);
                }
                if (need.to() != null) {
                    once(need, FsiiiTerm.OPFOELGNING, "SUL119", need.to());
                }
            }
            case TOBAK ->
                service(
                        need,
                        need.from().isBefore(NEW_CODES) ? FsiiiTerm.TOBAKSAFVAENNING : FsiiiTerm.NIKOTINAFVAENNING);
            case GENOPTRAENING -> {
                condition(need, FsiiiTerm.MOBILITETSPROBLEM, 0.7);
                service(need, FsiiiTerm.FYSISK_TRAENING);
                if (need.to() != null) {
                    once(need, FsiiiTerm.OPFOELGNING, "SUL140", need.to());
                }
            }
        }
    }

    /** The nurse's assessment comes first. */
    private void assessment(MunicipalNeed need) {
        once(need, FsiiiTerm.SYGEPLEJEUDREDNING, "SUL138", need.from());
    }

    /** Over- and underweight were merged into one term. */
    private void weight(MunicipalNeed need) {
        double bmi = citizen.values().bmi(need.from());
        if (bmi < 30 && bmi >= 20.5) {
            return;
        }
        FsiiiTerm old = bmi < 30 ? FsiiiTerm.UNDERVAEGT : FsiiiTerm.OVERVAEGT;
        condition(need, need.from().isBefore(NEW_CODES) ? old : FsiiiTerm.VAEGTPROBLEM, 0.7);
    }

    /** One in two of those with help who moved within the region had some of it before: it ended when they left. */
    private void before() {
        List<AddressPeriod> addresses = citizen.addresses();
        if (addresses.size() < 2 || services.isEmpty() || !chance("foer", 0, 0.5)) {
            return;
        }
        AddressPeriod former = addresses.get(addresses.size() - 2);
        LocalDate left = former.to();
        LocalDate first = citizen.historyFrom().isAfter(former.from()) ? citizen.historyFrom() : former.from();
        if (left == null || CareSystem.of(former.kommunekode()).isEmpty() || !first.isBefore(left.minusDays(60))) {
            return;
        }
        long days = left.toEpochDay() - first.toEpochDay();
        LocalDate from = first.plusDays((long) (days * 0.8 * citizen.unit("kommunal.foer", 1)));
        MunicipalNeed.Kind kind = citizen.care().needs().get(0).kind();
        need(new MunicipalNeed(kind, former.kommunekode(), from, left));
    }

    private void condition(MunicipalNeed need, FsiiiTerm term, double share) {
        int key = conditions.size();
        boolean known =
                conditions.stream().anyMatch(c -> c.code().term() == term && c.kommunekode() == need.kommunekode());
        if (known || !chance("tilstand." + term, 0, share)) {
            return;
        }
        boolean graded = term.kind() == FsiiiTerm.Kind.FUNKTIONSEVNE;
        conditions.add(new CareCondition(
                firstId + key,
                need.kommunekode(),
                written(need.kommunekode(), term, need.from(), key),
                need.from().atTime(9, 0).plusMinutes((long) (300 * citizen.unit("kommunal.tid", key))),
                need.to(),
                graded ? severity(citizen.unit("kommunal.niveau", key)) : null));
    }

    private static String severity(double u) {
        return u < 0.05 ? "B1" : u < 0.3 ? "B2" : u < 0.6 ? "B3" : u < 0.85 ? "B4" : u < 0.97 ? "B5" : "B6";
    }

    private void service(MunicipalNeed need, FsiiiTerm term) {
        service(need, term, paragraf(need));
    }

    private void service(MunicipalNeed need, FsiiiTerm term, String paragraf) {
        LocalDate end = need.to();
        LocalDate today = citizen.window().today();
        boolean planned = end == null && need.from().isAfter(today.minusDays(10));
        String decision = end != null ? "E3" : chance("beslutning", services.size(), 0.8) ? "E1" : "E2";
        Status status = end != null ? Status.AFSLUTTET : planned ? Status.PLANLAGT : Status.AKTIV;
        add(need, term, paragraf, status, need.from(), end, decision);
    }

    private void once(MunicipalNeed need, FsiiiTerm term, String paragraf, LocalDate day) {
        LocalDate last = need.to() == null ? citizen.presentTo() : need.to();
        if (!day.isAfter(last)) {
            add(need, term, paragraf, Status.UDFOERT, day, day, null);
        }
    }

    private void add(
            MunicipalNeed need,
            FsiiiTerm term,
            String paragraf,
            Status status,
            LocalDate start,
            @Nullable LocalDate end,
            @Nullable String decision) {
        int key = services.size();
        WrittenCode code = paragraf.equals("AELDRELOV") || (paragraf.equals("SUL140") && term == FsiiiTerm.OPFOELGNING)
                // The same term under a newer paragraph: the records that have it know it by its name only.
                ? new WrittenCode(term, Spelling.SLUG)
                : written(need.kommunekode(), term, start, 1_000 + key);
        services.add(new CareService(firstId + key, need.kommunekode(), code, paragraf, status, start, end, decision));
    }

    private String paragraf(MunicipalNeed need) {
        String paragraf = need.kind().paragraf();
        boolean old = citizen.ageOn(need.from()) >= 67 && !need.from().isBefore(AELDRELOV);
        if (paragraf.equals("SEL83") || paragraf.equals("AELDRELOV")) {
            return old ? "AELDRELOV" : "SEL83";
        }
        return paragraf;
    }

    /** Before the new codes mostly legacy keys; each municipality has its own habits. */
    private WrittenCode written(int kommunekode, FsiiiTerm term, LocalDate day, int key) {
        double u = citizen.unit("kommunal.kode", key);
        boolean underscores = kommunekode % 3 == 1;
        Spelling uuid = underscores ? Spelling.UNDERSCORES : Spelling.UUID;
        if (term.retired()) {
            return new WrittenCode(term, u < 0.6 ? Spelling.LEGACY : uuid);
        }
        if (day.isBefore(NEW_CODES)) {
            return new WrittenCode(term, u < 0.65 ? Spelling.LEGACY : u < 0.75 ? Spelling.SLUG : uuid);
        }
        return new WrittenCode(term, u < 0.08 ? Spelling.LEGACY : u < 0.18 ? Spelling.SLUG : uuid);
    }

    private boolean chance(String topic, int key, double share) {
        return citizen.unit("kommunal." + topic, key) < share;
    }
}
