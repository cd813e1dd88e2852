package dk.samsyn.region.truth;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which disease group an SKS code belongs to: the longest beginning that is listed decides (domain.md 2.2 and 2.4). Written
 * here for the truth, apart from {@code conf/concepts}.
 */
public final class SksConcepts {
    private static final Map<String, String> DIAGNOSES = Map.ofEntries(
            Map.entry("DE10", "DM1"),
            Map.entry("DE11", "DM2"),
            Map.entry("DE13", "DM_ANDEN"),
            Map.entry("DE14", "DM_ANDEN"),
            Map.entry("DJ44", "KOL"),
            Map.entry("DJ45", "ASTMA"),
            Map.entry("DI200", "AKS"),
            Map.entry("DI21", "AKS"),
            Map.entry("DI20", "IHD"),
            Map.entry("DI25", "IHD"),
            Map.entry("DI50", "HF"),
            Map.entry("DI48", "AF"),
            Map.entry("DI10", "HT"),
            Map.entry("DE78", "LIPID"),
            Map.entry("DI63", "STROKE"),
            Map.entry("DI64", "STROKE"),
            Map.entry("DI70", "PAD"),
            Map.entry("DI73", "PAD"),
            Map.entry("DN18", "NYRE"),
            Map.entry("DE84", "CF"),
            Map.entry("DG40", "EPI"),
            Map.entry("DE66", "OBES"),
            Map.entry("DF17", "SMOKE"),
            Map.entry("DZ720", "SMOKE"),
            Map.entry("DZ716", "SMOKE"),
            Map.entry("DF32", "DEPR"));

    private SksConcepts() {}

    /** Disease group of a diagnosis, or null. */
    public static @Nullable String diagnosis(String sks) {
        for (int length = Math.min(5, sks.length()); length >= 4; length--) {
            String concept = DIAGNOSES.get(sks.substring(0, length));
            if (concept != null) {
                return concept;
            }
        }
        return null;
    }

    /** PCI for KFNG…, CABG for KFNA… to KFNE…. */
    public static Optional<String> procedure(String sks) {
        if (sks.startsWith("KFNG")) {
            return Optional.of("PCI");
        }
        return sks.matches("KFN[A-E].*") ? Optional.of("CABG") : Optional.empty();
    }
}
