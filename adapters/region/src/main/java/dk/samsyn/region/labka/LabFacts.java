package dk.samsyn.region.labka;

import dk.samsyn.region.labka.Answer.Meaning;
import dk.samsyn.region.people.BloodTest;
import dk.samsyn.region.people.BloodTest.Analyte;
import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.Rounded;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** All answers of the laboratory on one person, with the oddities of real extracts (domain.md 4.6 and 5.4). */
final class LabFacts {
    /** HbA1c from DCCT per cent: IFCC = % × 10.93 − 23.5. */
    private static final BigDecimal SLOPE = new BigDecimal("10.93");

    private static final BigDecimal INTERCEPT = new BigDecimal("23.5");

    private final Citizen citizen;
    private final SplittableRandom random;
    private final boolean plain;
    private final List<Answer> answers = new ArrayList<>();

    private LabFacts(Citizen citizen) {
        this.citizen = citizen;
        this.random = citizen.random("labka");
        // The women of the pill search have answers that nobody can misread.
        this.plain = citizen.role() == Citizen.Role.PILL_RISK;
    }

    /** Answers in order of sampling. */
    static List<Answer> of(Citizen citizen) {
        LabFacts facts = new LabFacts(citizen);
        citizen.care().bloodTests().forEach(facts::test);
        return List.copyOf(facts.answers);
    }

    private void test(BloodTest test) {
        String requisition = "R" + padded(10_000_000 + citizen.index()) + padded(100_000 + test.number());
        boolean timeless = random.nextDouble() < 0.005 && !plain;
        int hours = 2 + random.nextInt(9);
        String requester = requester(test, random.nextDouble());
        int glass = 0;
        for (Analyte analyte : Analyte.values()) {
            if (test.analytes().contains(analyte)) {
                Sample sample = new Sample(
                        test,
                        requisition,
                        requisition.substring(1) + "-" + ++glass,
                        timeless ? null : test.taken(),
                        test.taken().plusHours(hours),
                        requester);
                answer(sample, analyte);
            }
        }
    }

    /** What the answers of one tube share. */
    private record Sample(
            BloodTest test,
            String requisition,
            String glass,
            @Nullable LocalDateTime taken,
            LocalDateTime answered,
            String requester) {}

    /** Ydernummer mostly lose their leading zero on the way. */
    private static String requester(BloodTest test, double u) {
        String written = test.requester();
        return written.length() == 6 && u < 0.85 ? written.substring(1) : written;
    }

    private void answer(Sample sample, Analyte analyte) {
        Analysis analysis = Analysis.of(analyte, citizen.woman());
        double u = random.nextDouble();
        double v = random.nextDouble();
        boolean local = random.nextDouble() < 0.2 && !plain;
        String localCode = analysis.localCode();
        String code = local && localCode != null ? localCode : analysis.code();
        double truth =
                Analysis.value(analyte, citizen.values(), sample.test().taken().toLocalDate());
        BigDecimal value = Rounded.of(truth, analysis.decimals());
        if (u < 0.006 && !plain) {
            add(sample, analyte, analysis, code, "Aflyst", null, analysis.unit(), 'A', new Meaning(null, null, null));
            return;
        }
        if (analyte == Analyte.HBA1C && v < 0.015 && !plain) {
            percent(sample, analysis, value, u < 0.5, v < 0.003);
            return;
        }
        if (u < 0.011 && !plain) {
            BigDecimal first = value.add(BigDecimal.ONE.movePointLeft(analysis.decimals()));
            Sample before = new Sample(
                    sample.test(),
                    sample.requisition(),
                    sample.glass(),
                    sample.taken(),
                    sample.answered().minusMinutes(50),
                    sample.requester());
            number(before, analyte, analysis, code, v < 0.5 ? first : value, 'F', v);
            number(sample, analyte, analysis, code, value, 'E', v);
            return;
        }
        number(sample, analyte, analysis, code, value, u < 0.014 && !plain ? 'R' : 'E', v);
    }

    private void number(
            Sample sample, Analyte analyte, Analysis analysis, String code, BigDecimal value, char status, double v) {
        String abnormal = abnormal(analysis, value);
        if (analyte == Analyte.EGFR && value.intValue() > 90) {
            limit(sample, analyte, analysis, code, ">", BigDecimal.valueOf(90), status, v);
        } else if (analyte == Analyte.CRP && value.compareTo(BigDecimal.ONE) < 0) {
            limit(sample, analyte, analysis, code, "<", BigDecimal.ONE, status, v);
        } else if (analyte == Analyte.UACR && value.intValue() < 3) {
            limit(sample, analyte, analysis, code, "<", BigDecimal.valueOf(3), status, v);
        } else {
            Meaning meaning = new Meaning(value, "=", abnormal);
            add(sample, analyte, analysis, code, danish(value), null, analysis.unit(), status, meaning);
        }
    }

    /** A value beyond a limit: the sign stands in the answer, in the column for it, or in both. */
    private void limit(
            Sample sample,
            Analyte analyte,
            Analysis analysis,
            String code,
            String sign,
            BigDecimal limit,
            char status,
            double v) {
        String reply = v < 0.7 ? sign + danish(limit) : danish(limit);
        String column = v < 0.4 ? null : sign;
        add(sample, analyte, analysis, code, reply, column, analysis.unit(), status, new Meaning(limit, sign, null));
    }

    /** HbA1c in per cent, as before 2010 and from abroad; some under today's code and unit, so that only the number tells. */
    private void percent(Sample sample, Analysis analysis, BigDecimal ifcc, boolean national, boolean unitLost) {
        BigDecimal percent = ifcc.add(INTERCEPT).divide(SLOPE, 1, RoundingMode.HALF_UP);
        BigDecimal value = percent.multiply(SLOPE).subtract(INTERCEPT).setScale(1, RoundingMode.HALF_UP);
        String code = unitLost ? analysis.code() : national ? "NPU03835" : "AAB00093";
        add(
                sample,
                Analyte.HBA1C,
                analysis,
                code,
                danish(percent),
                null,
                unitLost ? analysis.unit() : "%",
                'E',
                new Meaning(value, "=", abnormal(analysis, value)));
    }

    private void add(
            Sample sample,
            Analyte analyte,
            Analysis analysis,
            String code,
            String reply,
            @Nullable String sign,
            String unit,
            char status,
            Meaning meaning) {
        answers.add(new Answer(
                citizen.numberOn(sample.test().taken().toLocalDate()),
                sample.requisition(),
                sample.glass(),
                sample.taken(),
                sample.answered(),
                analyte,
                analysis,
                code,
                reply,
                sign,
                unit,
                status,
                sample.requester(),
                citizen.municipality().hospital().shak(),
                meaning));
    }

    private static @Nullable String abnormal(Analysis analysis, BigDecimal value) {
        Double low = analysis.low();
        Double high = analysis.high();
        if (high != null && value.doubleValue() > high) {
            return "HI";
        }
        return low != null && value.doubleValue() < low ? "LO" : null;
    }

    /** The digits of a number after its first. */
    private static String padded(int number) {
        return Integer.toString(number).substring(1);
    }

    /** A number with decimal comma. */
    static String danish(BigDecimal value) {
        return value.toPlainString().replace('.', ',');
    }
}
