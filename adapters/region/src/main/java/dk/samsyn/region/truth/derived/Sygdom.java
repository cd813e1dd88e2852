package dk.samsyn.region.truth.derived;

import java.util.Arrays;
import java.util.Optional;

/** The four diseases that are followed by controls, and the codes that belong to them. */
enum Sygdom {
    DM("DM1 DM2 DM_ANDEN", "T89 T90", "DE10 DE11 DE13 DE14"),
    KOL("KOL", "R95", "DJ43 DJ44"),
    AKS("AKS IHD", "K74 K75 K76", "DI20 DI21 DI25"),
    HT("HT", "K86 K87", "DI10");

    private final String concepts;
    private final String icpc;
    private final String sks;

    Sygdom(String concepts, String icpc, String sks) {
        this.concepts = concepts;
        this.icpc = icpc;
        this.sks = sks;
    }

    /** The disease of a concept such as {@code DM2}. */
    static Optional<Sygdom> ofConcept(String concept) {
        return Arrays.stream(values()).filter(s -> listed(concept, s.concepts)).findFirst();
    }

    /** The disease of an ICPC code, by its first three characters. */
    static Optional<Sygdom> ofIcpc(String code) {
        return Arrays.stream(values())
                .filter(s -> listed(start(code, 3), s.icpc))
                .findFirst();
    }

    /** The disease of an SKS code, by its first four characters. */
    static Optional<Sygdom> ofSks(String code) {
        return Arrays.stream(values())
                .filter(s -> listed(start(code, 4), s.sks))
                .findFirst();
    }

    private static boolean listed(String code, String list) {
        return Arrays.asList(list.split(" ")).contains(code);
    }

    private static String start(String code, int length) {
        return code.substring(0, Math.min(length, code.length()));
    }
}
