package dk.samsyn.broker.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
        assertThat(added(set, others)).containsExactlyInAnyOrderElementsOf(others);
        assertThat(added(set, List.of(person, "1", person, "b"))).containsExactly(person);
        assertThat(added(set, List.of(person))).isEmpty();

        PersonList list = PersonList.of(others);
        assertThat(list.contains(person)).isFalse();
        list.add(person);
        assertThat(list.contains(person)).isTrue();
        assertThat(others).allMatch(list::contains);
        assertThat(persons(list))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(others.stream(), Stream.of(person)).toList());
    }

    @Test
    void manyAreAllToldApart() {
        List<String> persons = IntStream.range(0, 100_000)
                .mapToObj(i -> String.format("%010d", i * 7L))
                .toList();
        PersonSet set = new PersonSet();

        assertThat(added(set, persons)).containsExactlyElementsOf(persons);
        assertThat(added(set, persons)).isEmpty();
        assertThat(added(set, List.of("0000000001", "0000000007"))).containsExactly("0000000001");
    }

    @Test
    void aListIsAnArrayOfTextsAndItsCopyStandsApart() throws JsonProcessingException {
        PersonList list = PersonList.of(List.of("0101800001", "made \"up\"", "010180ABC2"));
        PersonList copy = list.copy();
        list.clear();
        list.add("0101800003");

        assertThat(new ObjectMapper().writeValueAsString(copy))
                .isEqualTo("[\"0101800001\",\"010180ABC2\",\"made \\\"up\\\"\"]");
        assertThat(copy.size()).isEqualTo(3);
        assertThat(persons(list)).containsExactly("0101800003");
    }

    private static List<String> added(PersonSet set, List<String> persons) {
        PersonList fresh = new PersonList();
        set.addAll(PersonList.of(persons), fresh);
        return persons(fresh);
    }

    private static List<String> persons(PersonList list) {
        List<String> all = new ArrayList<>();
        list.forEach(all::add);
        return all;
    }
}
