package dk.samsyn.region.fmk;

import dk.samsyn.region.fmk.FmkFacts.Handover;
import dk.samsyn.region.fmk.FmkFacts.Ordination;
import dk.samsyn.region.fmk.FmkFacts.Warrant;
import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.soap.XmlText;
import java.time.LocalDate;
import java.util.Optional;

/** FMK 1.6 ({@code http://fmk-teknik.dk/160}): warrants with handovers, dosages in periods, wording on the dosage. */
final class CardWriter16 implements CardWriter {
    static final String NAMESPACE = "http://fmk-teknik.dk/160";

    @Override
    public String envelope(Citizen citizen, FmkFacts facts, String asked, LocalDate endedAfter) {
        XmlText xml = CardWriter.start(NAMESPACE, citizen, facts.hidden())
                .open("mc:GetMedicineCardResponse", "xmlns:mc", NAMESPACE)
                .open("mc:MedicineCard")
                .open("mc:Patient")
                .open("mc:Person")
                .value("mc:PersonIdentifier", citizen.cpr(), "source", "CPR");
        CardWriter.person(xml, "mc:", citizen);
        xml.close().close().value("mc:Version", facts.version());
        facts.ordinations().stream()
                .filter(ordination -> CardWriter.wanted(ordination, endedAfter))
                .forEach(ordination -> ordination(xml, ordination));
        return xml.close().close().close().close().toString();
    }

    private static void ordination(XmlText xml, Ordination ordination) {
        xml.open("mc:DrugMedication")
                .value("mc:Identifier", ordination.id())
                .value("mc:Version", ordination.id() * 10 + 1);
        created(xml, ordination.by(), FmkTime.utc(ordination.created()));
        xml.value("mc:Type", ordination.byCitizen() ? "Borgervalgt" : "Lægeordineret");
        if (ordination.paused()) {
            xml.open("mc:Paused").value("mc:FromDate", ordination.start());
            by(xml, ordination.by());
            xml.value("mc:DateTime", FmkTime.utc(ordination.created())).close();
        }
        xml.open("mc:ActivePeriod").value("mc:TreatmentStartDate", ordination.start());
        if (ordination.end() == null) {
            xml.empty("mc:TreatmentEndingUndetermined");
        } else {
            xml.value("mc:TreatmentEndDate", ordination.end());
        }
        xml.close()
                .open("mc:Indication")
                .value("mc:FreeText", ordination.indication())
                .close()
                .open("mc:RouteOfAdministration")
                .value("mc:Code", "OR", "source", "Medicinpriser")
                .close();
        drug(xml, ordination);
        dosage(xml, ordination);
        xml.value("mc:HandoverPreference", ordination.byCitizen() ? "WithoutPrescription" : "Prescription");
        ordination.warrants().forEach(warrant -> warrant(xml, ordination, warrant));
        xml.close();
    }

    private static void created(XmlText xml, Optional<Issuer> issuer, String time) {
        xml.open("mc:Created");
        by(xml, issuer);
        xml.value("mc:DateTime", time).close();
    }

    private static void by(XmlText xml, Optional<Issuer> issuer) {
        xml.open("mc:By");
        issuer.ifPresentOrElse(
                known -> xml.open("mc:HealthcareProfessional")
                        .value("mc:Name", "Demo Læge")
                        .close()
                        .value("mc:Role", "Læge")
                        .open("mc:Organisation")
                        .value("mc:Identifier", known.written(), "source", known.source())
                        .value("mc:Type", known.type())
                        .value("mc:Name", known.name())
                        .close(),
                () -> xml.open("mc:Person").empty("mc:Patient").close().value("mc:Role", "Borger"));
        xml.close();
    }

    private static void drug(XmlText xml, Ordination ordination) {
        xml.open("mc:Drug")
                .value("mc:Name", ordination.name())
                .open("mc:ATC")
                .value("mc:Code", ordination.atc(), "source", "Medicinpriser")
                .close()
                .open("mc:Strength")
                .value("mc:Text", ordination.strength())
                .close()
                .close();
    }

    private static void dosage(XmlText xml, Ordination ordination) {
        Optional<DosageForm> form = ordination.freeText() ? Optional.empty() : DosageForm.of(ordination.dosage());
        xml.open("mc:Dosage");
        if (form.isEmpty()) {
            xml.open("mc:FreeText")
                    .value("mc:StartDate", ordination.start())
                    .empty("mc:DosageEndingUndetermined")
                    .value("mc:Text", ordination.dosage())
                    .close()
                    .value("mc:Type", "Not Specified")
                    .close();
            return;
        }
        periods(xml, form.get(), ordination.start());
        if (ordination.translated()) {
            xml.open("mc:DosageTranslationCombined")
                    .value("mc:ShortText", ordination.dosage())
                    .value("mc:LongText", "Dosering:\n" + ordination.dosage())
                    .close();
        }
        xml.close();
    }

    private static void periods(XmlText xml, DosageForm form, LocalDate start) {
        xml.open("mc:Precondition")
                .value("mc:ValidFrom", start)
                .close()
                .open("mc:UnitTexts")
                .value("mc:Singular", form.unit())
                .value("mc:Plural", form.unit())
                .close()
                .open("mc:DosagePeriod");
        if (form.days() > 0) {
            xml.value("mc:PeriodLength", form.days());
        }
        xml.open(form.times() == 0 ? "mc:PRN" : "mc:Fixed");
        if (form.interval() > 1) {
            xml.value("mc:IterationInterval", form.interval())
                    .open("mc:Day")
                    .value("mc:Index", 1)
                    .open("mc:Dosage");
        } else {
            xml.open("mc:UnspecifiedDay").open("mc:Dosage");
        }
        if (form.times() == 0) {
            quantity(xml.open("mc:UnlimitedDayDosage"), form);
            xml.close();
        } else if (!form.partOfDay().isEmpty()) {
            quantity(xml.open("mc:PartOfDayDosage").open("mc:" + form.partOfDay()), form);
            xml.close().close();
        } else {
            quantity(xml.open("mc:TimesPerDayDosage"), form);
            xml.value("mc:TimesPerDay", form.times()).close();
        }
        xml.close().close().close().close();
    }

    private static void quantity(XmlText xml, DosageForm form) {
        if (form.most().isEmpty()) {
            xml.value("mc:Quantity", form.quantity());
        } else {
            xml.value("mc:MinimumQuantity", form.quantity()).value("mc:MaximumQuantity", form.most());
        }
    }

    private static void warrant(XmlText xml, Ordination ordination, Warrant warrant) {
        String time = FmkTime.utc(warrant.authorised());
        xml.open("mc:Warrant")
                .value("mc:Identifier", warrant.id())
                .value("mc:Status", warrant.status().word())
                .value("mc:AuthorisationDateTime", time);
        created(xml, Optional.of(warrant.by()), time);
        xml.value("mc:ValidFromDate", warrant.authorised().toLocalDate())
                .value("mc:ValidToDate", warrant.validTo())
                .open("mc:Prescription")
                .value("mc:PackageNumber", "123456", "source", "Medicinpriser")
                .value("mc:PackageQuantity", warrant.packages())
                .close()
                .open("mc:Drug")
                .value("mc:Name", ordination.name())
                .close();
        warrant.handovers().forEach(handover -> handover(xml, handover));
        xml.close();
    }

    private static void handover(XmlText xml, Handover handover) {
        xml.open("mc:Handover")
                .value("mc:Identifier", handover.id())
                .value("mc:DateTime", FmkTime.utc(handover.time()))
                .open("mc:Package")
                .value("mc:PackageQuantity", handover.packages())
                .value("mc:PackageNumber", "123456", "source", "Medicinpriser")
                .close()
                .close();
    }
}
