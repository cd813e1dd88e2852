package dk.samsyn.region.truth.derived;

import dk.samsyn.region.truth.SksConcepts;
import java.util.Arrays;
import java.util.Optional;

/** The four diseases that are followed by controls, and the codes that belong to them. */
enum Sygdom {
    DM("DM1 DM2 DM_ANDEN", "T89 T90"),
    KOL("KOL", "R95"),
    AKS("AKS IHD", "K74 K75 K76"),
    HT("HT", "K86 K87");

    private final String concepts;
    private final String icpc;

    Sygdom(String concepts, String icpc) {
        this.concepts = concepts;
        this.icpc = icpc;
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

    /** The disease of an SKS code. */
    static Optional<Sygdom> ofSks(String code) {
        return Optional.ofNullable(SksConcepts.diagnosis(code)).flatMap(Sygdom::ofConcept);
    }

    private static boolean listed(String code, String list) {
        return Arrays.asList(list.split(" ")).contains(code);
    }

    private static String start(String code, int length) {
        return code.substring(0, Math.min(length, code.length()));
    }
}
