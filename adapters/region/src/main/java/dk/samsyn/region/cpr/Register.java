package dk.samsyn.region.cpr;

import dk.samsyn.region.people.AddressPeriod;
import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.GpPeriod;
import dk.samsyn.region.people.PersonNumber;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the register writes a person: as JSON for one, as lines of the nightly lists for all. */
final class Register {
    private Register() {}

    /** The nightly lists: UTF-8, semicolons, a header line, ISO dates, empty where there is nothing. */
    enum NightlyList {
        BORGER("borger", "cpr;navn;koen;foedselsdato;doed_dato;status;kommunekode;postnr;sogn;adressebeskyttet"),
        PERSON_IDENTIFIKATOR("person_identifikator", "cpr;vaerdi;type;gyldig_fra;gyldig_til"),
        ADRESSE_PERIODE("adresse_periode", "cpr;kommunekode;postnr;gyldig_fra;gyldig_til"),
        GP_TILKNYTNING("gp_tilknytning", "cpr;ydernr;gyldig_fra;gyldig_til;sikringsgruppe");

        private final String file;
        private final String header;

        NightlyList(String file, String header) {
            this.file = file;
            this.header = header;
        }

        String header() {
            return header;
        }

        static Optional<NightlyList> of(String file) {
            for (NightlyList list : values()) {
                if (list.file.equals(file)) {
                    return Optional.of(list);
                }
            }
            return Optional.empty();
        }

        /** The lines of one person. */
        List<String> lines(Citizen citizen) {
            return switch (this) {
                case BORGER -> List.of(person(citizen));
                case PERSON_IDENTIFIKATOR -> numbers(citizen);
                case ADRESSE_PERIODE -> addresses(citizen);
                case GP_TILKNYTNING -> practices(citizen);
            };
        }
    }

    private static String person(Citizen citizen) {
        return String.join(
                ";",
                citizen.cpr(),
                citizen.nameProtected() ? "" : citizen.name(),
                citizen.koen(),
                citizen.born().toString(),
                citizen.died().map(LocalDate::toString).orElse(""),
                citizen.status(),
                fourDigits(citizen.kommunekode()),
                Integer.toString(citizen.postnr()),
                Integer.toString(citizen.sogn()),
                Boolean.toString(citizen.addressProtected()));
    }

    private static List<String> numbers(Citizen citizen) {
        List<String> lines = new ArrayList<>();
        for (PersonNumber number : citizen.numbers()) {
            lines.add(String.join(
                    ";",
                    citizen.cpr(),
                    number.value(),
                    number.type().code(),
                    number.from().toString(),
                    iso(number.to())));
        }
        return lines;
    }

    private static List<String> addresses(Citizen citizen) {
        List<String> lines = new ArrayList<>();
        for (AddressPeriod period : citizen.addresses()) {
            lines.add(String.join(
                    ";",
                    citizen.cpr(),
                    fourDigits(period.kommunekode()),
                    Integer.toString(period.postnr()),
                    period.from().toString(),
                    iso(period.to())));
        }
        return lines;
    }

    private static List<String> practices(Citizen citizen) {
        List<String> lines = new ArrayList<>();
        for (GpPeriod period : citizen.gps()) {
            lines.add(String.join(
                    ";",
                    citizen.cpr(),
                    period.ydernr(),
                    period.from().toString(),
                    iso(period.to()),
                    Integer.toString(citizen.sikringsgruppe())));
        }
        return lines;
    }

    /** The answer to a look-up of one person. */
    static Map<String, @Nullable Object> json(Citizen citizen, LocalDate today) {
        Map<String, @Nullable Object> person = new LinkedHashMap<>();
        person.put("cpr", citizen.cpr());
        person.put("navn", citizen.nameProtected() ? null : citizen.name());
        person.put("koen", citizen.koen());
        person.put("foedselsdato", citizen.born().toString());
        person.put("doedsdato", citizen.died().map(LocalDate::toString).orElse(null));
        person.put("status", citizen.status());
        person.put("kommuneKode", fourDigits(citizen.kommunekode()));
        person.put("postnr", citizen.postnr());
        person.put("sogn", citizen.sogn());
        person.put("adressebeskyttelse", citizen.addressProtected());
        person.put("sikringsgruppe", citizen.sikringsgruppe());
        person.put(
                "egenLaege",
                citizen.gps().stream()
                        .filter(p -> p.on(today))
                        .findFirst()
                        .map(p ->
                                Map.of("ydernummer", p.ydernr(), "fra", p.from().toString()))
                        .orElse(null));
        person.put(
                "tidligereCpr",
                citizen.numbers().stream().skip(1).map(PersonNumber::value).collect(Collectors.toList()));
        person.put("numre", citizen.numbers().stream().map(Register::number).toList());
        person.put(
                "adresser", citizen.addresses().stream().map(Register::address).toList());
        person.put("laeger", citizen.gps().stream().map(Register::practice).toList());
        return person;
    }

    private static Map<String, @Nullable Object> number(PersonNumber number) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("vaerdi", number.value());
        json.put("type", number.type().code());
        return period(json, number.from(), number.to());
    }

    private static Map<String, @Nullable Object> address(AddressPeriod address) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("kommuneKode", fourDigits(address.kommunekode()));
        json.put("postnr", address.postnr());
        return period(json, address.from(), address.to());
    }

    private static Map<String, @Nullable Object> practice(GpPeriod practice) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("ydernummer", practice.ydernr());
        return period(json, practice.from(), practice.to());
    }

    private static Map<String, @Nullable Object> period(
            Map<String, @Nullable Object> json, LocalDate from, @Nullable LocalDate to) {
        json.put("gyldigFra", from.toString());
        json.put("gyldigTil", to == null ? null : to.toString());
        return json;
    }

    private static String fourDigits(int kommunekode) {
        return "0" + kommunekode;
    }

    private static String iso(@Nullable LocalDate date) {
        return date == null ? "" : date.toString();
    }
}
