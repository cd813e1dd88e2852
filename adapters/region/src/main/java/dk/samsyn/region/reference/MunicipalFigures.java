package dk.samsyn.region.reference;

import dk.samsyn.region.people.Municipality;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Figures of a municipality. Citizens are those of 1 January 2020 (Statistics Denmark); the shares are invented around the
 * region's level and no result of any survey.
 *
 * @param citizens on 1 January of {@link #YEAR}
 * @param smokers daily smokers among adults, %
 * @param obese adults with BMI of 30 or more, %
 */
record MunicipalFigures(Municipality municipality, int citizens, BigDecimal smokers, BigDecimal obese) {
    static final int YEAR = 2020;

    private static final Map<Integer, Integer> CITIZENS = Map.ofEntries(
            Map.entry(615, 90_966),
            Map.entry(657, 89_127),
            Map.entry(661, 58_591),
            Map.entry(665, 19_722),
            Map.entry(671, 21_036),
            Map.entry(706, 42_962),
            Map.entry(707, 37_089),
            Map.entry(710, 48_397),
            Map.entry(727, 22_844),
            Map.entry(730, 97_805),
            Map.entry(740, 94_026),
            Map.entry(741, 3_657),
            Map.entry(746, 62_678),
            Map.entry(751, 349_983),
            Map.entry(756, 41_369),
            Map.entry(760, 56_594),
            Map.entry(766, 46_722),
            Map.entry(779, 45_851),
            Map.entry(791, 96_921));

    static MunicipalFigures of(Municipality municipality) {
        int code = municipality.code();
        return new MunicipalFigures(
                municipality,
                CITIZENS.getOrDefault(code, 0),
                BigDecimal.valueOf(100 + code * 7 % 61, 1),
                BigDecimal.valueOf(150 + code * 11 % 73, 1));
    }
}
