package dk.samsyn.broker.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Persons are told apart by the whole number, whatever it looks like, also when there are many. */
class PersonSetTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "00",
                "0101800001",
                "010180ABC1",
                "ZZZZZZZZZZZZ",
                "ZZZZZZZZZZZZZ",
                "a",
                "A",
                "Æ",
                "",
                "0101-80",
                "999999999999"
            })
    void aNumberIsInItOnceItWasAddedAndNotBefore(String person) {
        List<String> others = List.of("1", "000", "0101800002", "010180ABC2", "ZZZZZZZZZZZ", "B", "b", " ");
        PersonSet set = new PersonSet();
        others.forEach(set::add);

        assertThat(set.add(person)).isTrue();
        assertThat(set.add(person)).isFalse();
        assertThat(others).noneMatch(set::add);

        PersonList list = new PersonList(others.size() + 1);
        others.forEach(list::add);
        assertThat(list.contains(person)).isFalse();
        list.add(person);
        assertThat(list.contains(person)).isTrue();
        assertThat(others).allMatch(list::contains);
    }

    @Test
    void manyAreAllToldApart() {
        Set<String> persons = IntStream.range(0, 100_000)
                .mapToObj(i -> String.format("%010d", i * 7L))
                .collect(Collectors.toSet());
        PersonSet set = new PersonSet();

        assertThat(persons).allMatch(set::add);
        assertThat(persons).noneMatch(set::add);
        assertThat(set.add("0000000001")).isTrue();
    }
}
