package dk.samsyn.region.epj;

import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.HospitalContact;
import dk.samsyn.region.truth.CitizenTruth;
import dk.samsyn.region.truth.SksConcepts;
import dk.samsyn.region.truth.TableTruth;
import dk.samsyn.region.truth.TruthChapter;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/** What a perfect mapper reads from the hospital record. */
public final class EpjTruth implements TruthChapter {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyyMMddHHmm");

    @Override
    public void citizen(Citizen citizen, CitizenTruth out) {
        EpjFacts facts = EpjFacts.of(citizen);
        for (EpjContact contact : facts.contacts()) {
            contact(contact, out);
            diagnoses(contact, out);
        }
        for (EpjFacts.Procedure procedure : facts.procedures()) {
            out.row("procedure", EpjChapter.ID, id(facts, procedure.time()) + "-" + procedure.code(), "ok")
                    .set("procedurekode", procedure.code())
                    .set("begreb", SksConcepts.procedure(procedure.code()).orElse(null))
                    .set("udfoert_tid", procedure.time());
        }
        for (Measurement m : facts.measurements()) {
            out.row(
                            "maaling",
                            EpjChapter.ID,
                            id(facts, m.time()) + "-" + m.item().code(),
                            m.timed() ? "ok" : "dato_upraecis")
                    .set("begreb", m.item().concept())
                    .set("vaerdi_num", m.canonical())
                    .set("enhed", m.item().unit())
                    .set("sted", "hospital")
                    .set("maalt_af", "sundhedsfaglig")
                    .set("tidspunkt", m.time())
                    .set("tid_praecision", m.timed() ? "minut" : "dag")
                    .set("kode_oprindelig", m.item().code());
        }
        for (EpjFacts.SmokingRecord record : facts.smoking()) {
            out.row("livsstil", EpjChapter.ID, id(facts, record.time()), "ok")
                    .set("emne", "RYGNING")
                    .set("vaerdi", record.canonical())
                    .set("registreret_tid", record.time())
                    .set("tid_praecision", "minut")
                    .set("maalt_af", "sundhedsfaglig");
        }
    }

    private static String id(EpjFacts facts, LocalDateTime time) {
        return facts.key() + "-" + MINUTE.format(time);
    }

    private static void contact(EpjContact contact, CitizenTruth out) {
        HospitalContact visit = contact.contact();
        String form =
                switch (visit.form()) {
                    case INDLAEGGELSE -> "indlaeggelse";
                    case AMBULANT -> "ambulant";
                    case AKUT_AMBULANT -> "akut_ambulant";
                };
        out.row("kontakt", EpjChapter.ID, contact.id(), "ok")
                .set("kontakt_id", contact.id())
                .set("sektor", "hospital")
                .set("org_id", visit.department())
                .set("kontaktform", form)
                .set("type_kode", contact.lpr3() ? contact.virtual() ? "ALCA03" : "ALCA00" : null)
                .set("prioritet", contact.lpr3() ? visit.acute() ? "akut" : "planlagt" : null)
                .set("start_tid", visit.start())
                .set("slut_tid", visit.end())
                .set("tid_praecision", "minut")
                .set("aarsag_kode", contact.mainCode());
    }

    private static void diagnoses(EpjContact contact, CitizenTruth out) {
        int position = 0;
        for (EpjContact.Entry entry : contact.diagnoses()) {
            position++;
            if (!entry.code().isEmpty()) {
                out.row("diagnose", EpjChapter.ID, contact.id() + "-" + position, "ok")
                        .set("kontakt_id", contact.id())
                        .set("kode_oprindelig", entry.code())
                        .set("kodesystem", "SKS")
                        .set("begreb", SksConcepts.diagnosis(entry.code()))
                        .set("diagnosetype", entry.type().equals("+") ? "tillaeg" : entry.type())
                        .set("tillaeg_til", entry.belongsTo())
                        .set("stillet_dato", contact.contact().start().toLocalDate())
                        .set("afkraeftet", contact.refuted().contains(entry.code()))
                        .set("org_id", contact.contact().department());
            }
        }
    }

    @Override
    public void tables(TableTruth out) {
        // Organisations are told by the reference chapter.
    }
}
