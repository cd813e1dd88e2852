package dk.samsyn.region.municipal;

import java.util.Locale;

/**
 * The conditions and services of FSIII that the demo uses (codes: KL's code system, version of 30 May 2024). Several terms
 * may be one concept of the broker.
 */
public enum FsiiiTerm {
    RESPIRATIONSPROBLEM(
            Kind.SYGEPLEJE,
            "Respirationsproblemer",
            "Respiration og cirkulation",
            "dae40f60-8dab-4bd3-ab72-b07d0f278692",
            "I7.1"),
    KREDSLOEBSPROBLEM(
            Kind.SYGEPLEJE,
            "Cirkulationsproblemer",
            "Respiration og cirkulation",
            "3dac3b51-364e-47c0-a043-15b6d7a6c405",
            "I7.2"),
    DIABETISK_SAAR(
            Kind.SYGEPLEJE,
            "Problemer med diabetisk sår",
            "Hud og slimhinder",
            "fea2c964-eee3-485d-9d07-83a750d843e8",
            "I4.2"),
    OVERVAEGT(Kind.SYGEPLEJE, "Problemer med overvægt", "Ernæring", "354af175-2fcf-4f24-9adc-e9c349cd64c0", "I3.4"),
    UNDERVAEGT(Kind.SYGEPLEJE, "Problemer med undervægt", "Ernæring", "7946e63c-036f-49f7-a5bc-1f5a8dc173c7", "I3.5"),
    /** Replaced the two before it in October 2025. */
    VAEGTPROBLEM(Kind.SYGEPLEJE, "Problemer med vægt", "Ernæring", "42b04f2b-3208-4cce-b52a-a5b293ce8846", ""),
    MOBILITETSPROBLEM(
            Kind.SYGEPLEJE,
            "Problemer med mobilitet og bevægelse",
            "Bevægeapparat",
            "92caace8-60e3-4861-80ac-6e372a700e1d",
            "I2.1"),
    PLEJEPROBLEM(
            Kind.SYGEPLEJE,
            "Problemer med personlig pleje",
            "Funktionsniveau",
            "b4e4bb41-7734-4c84-967f-fa1916662972",
            "I1.1"),
    DAGLIGLIVSPROBLEM(
            Kind.SYGEPLEJE,
            "Problemer med daglige aktiviteter",
            "Funktionsniveau",
            "651a82a3-ff4b-44c1-89dd-574363b33e02",
            "I1.2"),
    HUKOMMELSESPROBLEM(
            Kind.SYGEPLEJE,
            "Problemer med hukommelse",
            "Viden og udvikling",
            "e1dcf02e-6df5-487d-b596-3d499545468f",
            "I11.1"),

    VASKE_SIG(Kind.FUNKTIONSEVNE, "Vaske sig", "Egenomsorg", "0c126894-60e1-4781-96b7-9b227677bfb6", "J1.1"),
    EGEN_SUNDHED(
            Kind.FUNKTIONSEVNE, "Varetage egen sundhed", "Egenomsorg", "91fbebf5-9cd2-4a95-ab7f-3e94e635253e", "J1.7"),
    BEVAEGE_SIG(Kind.FUNKTIONSEVNE, "Bevæge sig omkring", "Mobilitet", "4f915ee9-9f30-47b5-b582-c0f1467dd271", "J3.2"),
    HUKOMMELSE(Kind.FUNKTIONSEVNE, "Hukommelse", "Mentale funktioner", "56860429-eabe-4d48-b8ad-d7f7b28f6df5", "J4.2"),

    MAALING_VAERDIER(
            Kind.INDSATS, "Undersøgelser og måling af værdier", "", "34b8b9a0-41bf-4dce-88f6-409de21fb175", "G1.41"),
    MEDICINDISPENSERING(Kind.INDSATS, "Medicindispensering", "", "81ad7190-f253-47c2-a7c9-3d61dd4f7275", "G1.21"),
    MEDICINADMINISTRATION(Kind.INDSATS, "Medicinadministration", "", "d2d42368-9d6d-4ca2-affe-f7116da86e1b", "G1.20"),
    SAARBEHANDLING(Kind.INDSATS, "Sårbehandling", "", "76878386-b3d2-4320-828a-a700e8a66234", "G1.39"),
    RESPIRATIONSBEHANDLING(Kind.INDSATS, "Respirationsbehandling", "", "3198a6ba-879c-4d2e-914b-560ba1e0d63a", "G1.29"),
    ILTBEHANDLING(Kind.INDSATS, "Iltbehandling", "", "bce1125d-3f4e-4be4-b1eb-f26b7454b2d2", "G1.15"),
    KREDSLOEBSBEHANDLING(Kind.INDSATS, "Cirkulationsbehandling", "", "967855e5-386d-4c00-8e42-de05a8672e6d", "G1.9"),
    KOMPRESSION(Kind.INDSATS, "Kompressionsbehandling", "", "23eb1228-e878-4960-8d3c-2c022c66a489", "G1.19"),
    MONITORERING_DM(Kind.INDSATS, "Hjemmemonitorering diabetes", "", "13702705-9e2d-441a-a7cd-15053e6664fd", ""),
    MONITORERING_KOL(Kind.INDSATS, "Hjemmemonitorering KOL", "", "800ff360-e737-4ba0-a384-c2f107c77369", ""),
    MONITORERING_HJERTE(Kind.INDSATS, "Hjemmemonitorering hjerte", "", "3ba23b7c-4004-4b09-a133-1087e513a926", ""),
    SYGEPLEJEUDREDNING(Kind.INDSATS, "Sygeplejefaglig udredning", "", "96546362-359b-401f-8760-f2c54f62d804", "G2.1"),
    OPFOELGNING(Kind.INDSATS, "Opfølgning", "", "f2ac3b5e-ff62-4510-88ce-7a916fc24a90", "G2.2"),
    PERSONLIG_HYGIEJNE(Kind.INDSATS, "Personlig hygiejne", "", "17312894-b23f-43d9-9723-b725ac25d872", "H1.1"),
    RENGOERING(Kind.INDSATS, "Rengøring", "", "43608562-e356-4990-8b96-e35128bbdc4f", "H1.8"),
    MADSERVICE(Kind.INDSATS, "Madservice", "", "9aad7654-b9f9-40a3-84d9-2ae1dec4228a", "H1.11"),
    KOSTVEJLEDNING(Kind.INDSATS, "Kostvejledning", "", "c9a99304-1788-43b7-b7be-e187b092ae9c", ""),
    SYGDOMSHAANDTERING(Kind.INDSATS, "Sygdomshåndtering", "", "e71b7d85-5c78-49c2-8624-8499d162317b", ""),
    FYSISK_TRAENING(Kind.INDSATS, "Fysisk træning", "", "ab87c0b5-40be-4e0a-b749-d9f833bfed2d", ""),
    TOBAKSAFVAENNING(Kind.INDSATS, "Tobaksafvænning", "", "c203c6b5-3be0-40a8-8204-e93751deabf5", ""),
    /** Replaced the one before it. */
    NIKOTINAFVAENNING(Kind.INDSATS, "Nikotin og tobaksafvænning", "", "6d24992e-e0a2-43e7-bc27-0234622a8655", "");

    /** What kind of term. */
    public enum Kind {
        /** A condition in home nursing (I); never graded. */
        SYGEPLEJE,
        /** A condition of functioning (J); always graded. */
        FUNKTIONSEVNE,
        /** A service. */
        INDSATS
    }

    private final Kind kind;
    private final String text;
    private final String group;
    private final String uuid;
    private final String legacy;

    FsiiiTerm(Kind kind, String text, String group, String uuid, String legacy) {
        this.kind = kind;
        this.text = text;
        this.group = group;
        this.uuid = uuid;
        this.legacy = legacy;
    }

    public Kind kind() {
        return kind;
    }

    /** Danish term. */
    public String text() {
        return text;
    }

    /** Group of conditions; empty for services. */
    public String group() {
        return group;
    }

    /** Legacy key, or empty if there is none. */
    public String legacy() {
        return legacy;
    }

    /** Whether a newer term has replaced it. */
    public boolean retired() {
        return this == OVERVAEGT || this == UNDERVAEGT || this == TOBAKSAFVAENNING;
    }

    /** Name of the broker's concept ({@code conf/concepts/fsiii.yaml}). */
    public String concept() {
        return switch (this) {
            case OVERVAEGT, UNDERVAEGT -> VAEGTPROBLEM.name();
            case NIKOTINAFVAENNING -> TOBAKSAFVAENNING.name();
            default -> name();
        };
    }

    /** The code in a spelling; the UUID where there is no legacy key. */
    public String code(Spelling spelling) {
        return switch (spelling) {
            case UUID -> uuid;
            case UNDERSCORES -> uuid.replace('-', '_');
            case LEGACY -> legacy.isEmpty() ? uuid : legacy;
            case SLUG -> slug();
        };
    }

    private String slug() {
        String ascii = text.toLowerCase(Locale.ROOT)
                .replace("æ", "ae")
                .replace("ø", "oe")
                .replace("å", "aa")
                .replace("kol", "KOL")
                .replace(' ', '_');
        return ascii.substring(0, 1).toUpperCase(Locale.ROOT) + ascii.substring(1);
    }
}
