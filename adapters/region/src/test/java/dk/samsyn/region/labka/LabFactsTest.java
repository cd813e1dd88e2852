package dk.samsyn.region.labka;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.region.people.BloodTest.Analyte;
import dk.samsyn.region.people.Population;
import dk.samsyn.spi.DemoRegion;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Imperfections of domain.md 5.4 in the laboratory of the small region. */
class LabFactsTest {
    private static final Population POPULATION = new Population(new DemoRegion.Options(
            DemoRegion.Size.LILLE, 1, LocalDate.of(2026, 11, 23), Optional.empty(), Optional.empty()));
    private static final List<Answer> ANSWERS = IntStream.range(0, POPULATION.size())
            .boxed()
            .flatMap(i -> LabFacts.of(POPULATION.citizen(i)).stream())
            .toList();

    @Test
    void halfAPercentComesTwiceFirstPreliminaryThenFinal() {
        Map<String, String> statuses = new HashMap<>();
        for (Answer answer : ANSWERS) {
            statuses.merge(answer.requisition() + answer.code(), "" + answer.status(), String::concat);
        }
        long twice = statuses.values().stream().filter("FE"::equals).count();
        assertThat(twice / (double) statuses.size()).isBetween(0.004, 0.006);
        assertThat(statuses.values()).allMatch(s -> s.length() == 1 || s.equals("FE"));
    }

    @Test
    void oneInFiveOfTheCodesThatCanBeIsLocal() {
        List<Answer> ldl =
                ANSWERS.stream().filter(a -> a.analyte() == Analyte.LDL).toList();
        assertThat(ldl.stream().filter(Answer::local).count() / (double) ldl.size())
                .isBetween(0.18, 0.22);
    }

    @Test
    void aFewLongTermSugarsAreInPerCentWithAndWithoutTheUnit() {
        List<Answer> sugar = ANSWERS.stream()
                .filter(a -> a.analyte() == Analyte.HBA1C && a.meaning().value() != null)
                .toList();
        assertThat(sugar.stream().filter(Answer::converted).count() / (double) sugar.size())
                .isBetween(0.01, 0.02);
        assertThat(sugar)
                .anyMatch(a -> a.converted() && a.unit().equals("%"))
                .anyMatch(a -> a.converted() && a.unit().equals("mmol/mol"))
                .noneMatch(a -> Objects.requireNonNull(a.meaning().value()).doubleValue() < 20);
    }

    @Test
    void anAnswerInTwoHundredHasNoSamplingTime() {
        long timeless = ANSWERS.stream().filter(a -> a.taken() == null).count();
        assertThat(timeless / (double) ANSWERS.size()).isBetween(0.002, 0.01);
    }
}
