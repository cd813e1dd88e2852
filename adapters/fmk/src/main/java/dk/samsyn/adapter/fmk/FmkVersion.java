package dk.samsyn.adapter.fmk;

import java.util.Arrays;

/** The versions of FMK that can be asked. Both are read whatever was asked. */
enum FmkVersion {
    /** Words of 1.6: warrants and handovers. */
    V1_6("1.6", "http://fmk-teknik.dk/160", "http://fmk-teknik.dk/160#GetMedicineCard"),
    /** Words of 1.4.6, service E2: prescriptions and effectuations. */
    V1_4_6(
            "1.4.6",
            "http://www.dkma.dk/medicinecard/xml.schema/2015/06/01/E2",
            "http://www.dkma.dk/medicinecard/xml.schema/2015/06/01/E2#GetMedicineCard");

    private final String number;
    private final String namespace;
    private final String action;

    FmkVersion(String number, String namespace, String action) {
        this.number = number;
        this.namespace = namespace;
        this.action = action;
    }

    String namespace() {
        return namespace;
    }

    String action() {
        return action;
    }

    /** The version with this number. */
    static FmkVersion of(String number) {
        return Arrays.stream(values())
                .filter(version -> version.number.equals(number))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("settings.version is 1.6 or 1.4.6"));
    }

    /** Whether an answer in this namespace is one of FMK's: 1.6, or any service E1 to E6 of 1.4.4 and 1.4.6. */
    static boolean isAnswer(String answerNamespace) {
        return answerNamespace.equals(V1_6.namespace)
                || answerNamespace.startsWith("http://www.dkma.dk/medicinecard/xml.schema/2015/");
    }
}
