package dk.samsyn.region.fmk;

import dk.samsyn.region.fmk.FmkFacts.Handover;
import dk.samsyn.region.fmk.FmkFacts.Ordination;
import dk.samsyn.region.fmk.FmkFacts.Warrant;
import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.soap.XmlText;
import java.time.LocalDate;
import java.util.Optional;

/** FMK 1.4.6, service E2: prescriptions with orders and effectuations, dosages in structures with wording. */
final class CardWriter146 implements CardWriter {
    static final String NAMESPACE = "http://www.dkma.dk/medicinecard/xml.schema/2015/06/01/E2";
    private static final String COMMON = "http://www.dkma.dk/medicinecard/xml.schema/2015/06/01";

    @Override
    public String envelope(Citizen citizen, FmkFacts facts, String asked, LocalDate endedAfter) {
        XmlText xml = CardWriter.start(COMMON, citizen, facts.hidden())
                .open("e:GetMedicineCardResponse", "xmlns:e", NAMESPACE, "xmlns", COMMON)
                .open("e:MedicineCard")
                .open("e:Patient")
                .open("Person");
        CardWriter.person(xml, "", citizen);
        xml.value("PersonIdentifier", asked, "source", CardWriter.kind(asked))
                .close()
                .close()
                .value("e:Version", facts.version());
        facts.ordinations().stream()
                .filter(ordination -> CardWriter.wanted(ordination, endedAfter))
                .forEach(ordination -> ordination(xml, ordination));
        return xml.value("e:HasOpenDosageDispensingPrescriptions", false)
                .value("e:OrderedPrescriptionsExist", false)
                .close()
                .close()
                .close()
                .close()
                .toString();
    }

    private static void ordination(XmlText xml, Ordination ordination) {
        xml.open("e:DrugMedication")
                .value("e:Identifier", ordination.id())
                .value("e:Version", ordination.id() * 10 + 1);
        created(xml, ordination.by(), FmkTime.utc(ordination.created()));
        xml.value("e:Type", ordination.byCitizen() ? "Borgervalgt" : "Lægeordineret");
        if (ordination.paused()) {
            xml.open("e:Paused").value("FromDate", ordination.start());
            by(xml, ordination.by());
            xml.value("DateTime", FmkTime.utc(ordination.created())).close();
        }
        xml.open("e:BeginEndDate")
                .value("CreatedDateTime", FmkTime.utc(ordination.created()))
                .value("TreatmentStartDate", ordination.start());
        if (ordination.end() == null) {
            xml.empty("TreatmentEndingUndetermined");
        } else {
            xml.value("TreatmentEndDate", ordination.end());
        }
        xml.close()
                .open("e:Indication")
                .value("FreeText", ordination.indication())
                .close();
        drug(xml, ordination);
        dosage(xml, ordination);
        ordination.warrants().forEach(warrant -> prescription(xml, ordination, warrant));
        xml.close();
    }

    private static void created(XmlText xml, Optional<Issuer> issuer, String time) {
        xml.open("e:Created");
        by(xml, issuer);
        xml.value("DateTime", time).close();
    }

    private static void by(XmlText xml, Optional<Issuer> issuer) {
        xml.open("By");
        issuer.ifPresentOrElse(
                known -> xml.open("AuthorisedHealthcareProfessional")
                        .value("AuthorisationIdentifier", "1B2F7")
                        .value("Name", "Demo Læge")
                        .close()
                        .open("Organisation")
                        .value("Name", known.name())
                        .value("Type", known.type())
                        .value("Identifier", known.written(), "source", known.source())
                        .close(),
                () -> xml.empty("Patient"));
        xml.close();
    }

    private static void drug(XmlText xml, Ordination ordination) {
        xml.open("e:Drug")
                .open("ATC")
                .value("Code", ordination.atc(), "source", "Medicinpriser")
                .close()
                .value("Name", ordination.name())
                .open("Strength")
                .value("Text", ordination.strength(), "source", "Medicinpriser")
                .close()
                .close();
    }

    private static void dosage(XmlText xml, Ordination ordination) {
        Optional<DosageForm> form = ordination.freeText() ? Optional.empty() : DosageForm.of(ordination.dosage());
        xml.open("e:Dosage");
        if (form.isEmpty()) {
            xml.open("e:FreeText")
                    .value("StartDate", ordination.start())
                    .empty("DosageEndingUndetermined")
                    .value("Text", ordination.dosage())
                    .close()
                    .value("e:Type", "ikke angivet");
        } else {
            structure(xml, form.get(), ordination);
            xml.value("e:Type", form.get().times() == 0 ? "efter behov" : "fast");
        }
        xml.close();
    }

    private static void structure(XmlText xml, DosageForm form, Ordination ordination) {
        xml.value("e:UnitText", form.unit())
                .open(form.times() == 0 ? "e:StructuresAccordingToNeed" : "e:StructuresFixed")
                .open("Structure");
        if (form.days() > 0) {
            xml.empty("NotIterated");
        } else {
            xml.value("IterationInterval", form.interval());
        }
        xml.value("StartDate", ordination.start())
                .empty("DosageEndingUndetermined")
                .open("Day")
                .value("Number", 1);
        for (int i = 0; i < Math.max(1, form.times()); i++) {
            xml.open("Dose");
            if (!form.partOfDay().isEmpty()) {
                xml.value("Time", form.partOfDay().toLowerCase(java.util.Locale.ROOT));
            }
            if (form.most().isEmpty()) {
                xml.value("Quantity", form.quantity());
            } else {
                xml.value("MinimalQuantity", form.quantity()).value("MaximalQuantity", form.most());
            }
            xml.close();
        }
        xml.close()
                .open("DosageTranslation")
                .value("ShortText", ordination.dosage())
                .value("LongText", "Dosering:\n" + ordination.dosage())
                .close()
                .close()
                .close();
    }

    private static void prescription(XmlText xml, Ordination ordination, Warrant warrant) {
        String time = FmkTime.utc(warrant.authorised());
        xml.open("e:Prescription").value("e:Identifier", warrant.id()).value("e:AuthorisationDateTime", time);
        created(xml, Optional.of(warrant.by()), time);
        xml.value("e:ValidFromDate", warrant.authorised().toLocalDate())
                .value("e:ValidToDate", warrant.validTo())
                .open("e:PackageRestriction")
                .value("e:PackageNumber", "123456", "source", "Medicinpriser")
                .value("e:PackageQuantity", warrant.packages())
                .close();
        drug(xml, ordination);
        xml.value("e:Status", warrant.status().oldWord());
        warrant.handovers().forEach(handover -> effectuation(xml, handover));
        xml.close();
    }

    private static void effectuation(XmlText xml, Handover handover) {
        xml.open("e:Order")
                .value("e:Identifier", handover.id())
                .value("e:Status", "Ekspederet")
                .open("e:Effectuation")
                .value("e:Identifier", handover.id())
                .value("e:DateTime", FmkTime.utc(handover.time()))
                .open("e:PackageDispensed")
                .value("e:PackageQuantity", handover.packages())
                .value("e:PackageNumber", "123456", "source", "Medicinpriser")
                .close()
                .close()
                .close();
    }
}
