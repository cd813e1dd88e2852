package dk.samsyn.broker.portal.patient;

import dk.samsyn.broker.portal.Answer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What happened to a person, newest first, whichever sector it was in. */
final class Timeline {
    private static final int MOST = 60;

    private static final Map<String, String> FORMS = Map.of(
            "indlaeggelse", "Indlæggelse",
            "ambulant", "Ambulant besøg",
            "akut_ambulant", "Akut ambulant besøg",
            "konsultation", "Konsultation",
            "telefon", "Telefonkonsultation",
            "e_konsultation", "E-konsultation",
            "video", "Videokonsultation",
            "hjemmebesoeg", "Hjemmebesøg");

    private Timeline() {}

    /** Something that happened. */
    record Event(LocalDate date, String precision, String sector, String what, String place) {}

    /** Contacts, vaccinations and municipal services as one list. */
    static List<Event> of(
            List<Answer.Row> contacts,
            List<Answer.Row> vaccinations,
            List<Answer.Row> services,
            Map<String, String> places) {
        List<Event> events = new ArrayList<>();
        for (Answer.Row r : contacts) {
            r.date("start_tid")
                    .ifPresent(date -> events.add(new Event(
                            date,
                            r.text("tid_praecision"),
                            r.text("sektor"),
                            FORMS.getOrDefault(r.text("kontaktform"), r.text("kontaktform"))
                                    + (r.text("aarsag_kode").isEmpty() ? "" : " (" + r.text("aarsag_kode") + ")"),
                            places.getOrDefault(r.text("org_id"), r.text("org_id")))));
        }
        for (Answer.Row r : vaccinations) {
            r.date("given_dato")
                    .ifPresent(date -> events.add(new Event(
                            date,
                            "dag",
                            "vaccination",
                            "Vaccination: " + r.text("vaccine_navn"),
                            r.text("givet_sted_type"))));
        }
        for (Answer.Row r : services) {
            r.date("start_dato")
                    .ifPresent(date -> events.add(new Event(
                            date,
                            "dag",
                            "kommune",
                            "Indsats begyndt: " + words(r.text("fsiii_begreb")),
                            "Kommune " + r.text("kommunekode"))));
        }
        return events.stream()
                .sorted(Comparator.comparing(Event::date).reversed().thenComparing(Event::what))
                .limit(MOST)
                .toList();
    }

    private static String words(String concept) {
        return concept.replace('_', ' ').toLowerCase(Locale.ROOT);
    }
}
