package dk.samsyn.broker.portal.practice;

import java.util.List;

/** Groups of diagnoses that pages offer, by the broker's concept. */
final class Diagnoses {
    /** Single groups; several of them together, as {@code DM}, are for searches only. */
    static final List<Kind.Choice> ALL = List.of(
            new Kind.Choice("DM1", "Type 1-diabetes"),
            new Kind.Choice("DM2", "Type 2-diabetes"),
            new Kind.Choice("DM_ANDEN", "Anden diabetes"),
            new Kind.Choice("KOL", "KOL"),
            new Kind.Choice("ASTMA", "Astma"),
            new Kind.Choice("AKS", "Akut koronarsyndrom"),
            new Kind.Choice("IHD", "Iskæmisk hjertesygdom"),
            new Kind.Choice("HF", "Hjertesvigt"),
            new Kind.Choice("AF", "Atrieflimren"),
            new Kind.Choice("HT", "Forhøjet blodtryk"),
            new Kind.Choice("LIPID", "Lipidforstyrrelse"),
            new Kind.Choice("STROKE", "Slagtilfælde"),
            new Kind.Choice("PAD", "Perifer karsygdom"),
            new Kind.Choice("NYRE", "Kronisk nyresygdom"),
            new Kind.Choice("OBES", "Svær overvægt"),
            new Kind.Choice("DEPR", "Depression"),
            new Kind.Choice("EPI", "Epilepsi"),
            new Kind.Choice("CF", "Cystisk fibrose"));

    private Diagnoses() {}

    static boolean known(String concept) {
        return ALL.stream().anyMatch(choice -> choice.id().equals(concept));
    }

    static String label(String concept) {
        return ALL.stream()
                .filter(choice -> choice.id().equals(concept))
                .map(Kind.Choice::label)
                .findFirst()
                .orElse(concept);
    }
}
