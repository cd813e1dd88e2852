package dk.samsyn.broker.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Canonical numbers of persons, packed as {@link PackedPerson} says: quick to write and small, slower to search. In JSON it is an
 * array of texts. Not thread-safe.
 */
public final class PersonList extends JsonSerializable.Base {
    private static final int FIRST_SIZE = 16;

    private long[] packed;
    private int size;
    private final List<String> others = new ArrayList<>(0);

    /** Nobody yet. */
    public PersonList() {
        this(FIRST_SIZE);
    }

    /** Nobody yet, with room for some. */
    PersonList(int room) {
        packed = new long[Math.max(1, room)];
    }

    /** Some persons. */
    public static PersonList of(Collection<String> persons) {
        PersonList list = new PersonList(persons.size());
        persons.forEach(list::add);
        return list;
    }

    /** Adds a person. */
    public void add(String person) {
        long number = PackedPerson.of(person);
        if (number == 0) {
            others.add(person);
        } else {
            add(number);
        }
    }

    void add(long number) {
        if (size == packed.length) {
            packed = Arrays.copyOf(packed, size * 2);
        }
        packed[size++] = number;
    }

    /** How many. */
    public int size() {
        return size + others.size();
    }

    /** Takes everybody off the list. */
    public void clear() {
        size = 0;
        others.clear();
    }

    /** A list of the same persons that no later change of this one touches. */
    public PersonList copy() {
        PersonList copy = new PersonList(0);
        copy.packed = Arrays.copyOf(packed, Math.max(1, size));
        copy.size = size;
        copy.others.addAll(others);
        return copy;
    }

    /** Whether a person is in it; looks at all of them. */
    boolean contains(String person) {
        long number = PackedPerson.of(person);
        if (number == 0) {
            return others.contains(person);
        }
        for (int i = 0; i < size; i++) {
            if (packed[i] == number) {
                return true;
            }
        }
        return false;
    }

    void forEach(Consumer<String> action) {
        for (int i = 0; i < size; i++) {
            action.accept(PackedPerson.text(packed[i]));
        }
        others.forEach(action);
    }

    /** The packed numbers, up to {@link #packedSize()}. */
    long[] packed() {
        return packed;
    }

    int packedSize() {
        return size;
    }

    List<String> others() {
        return others;
    }

    @Override
    public void serialize(JsonGenerator json, SerializerProvider serializers) throws IOException {
        json.writeStartArray();
        char[] signs = new char[PackedPerson.LONGEST];
        for (int i = 0; i < size; i++) {
            int from = PackedPerson.unpack(packed[i], signs);
            json.writeString(signs, from, signs.length - from);
        }
        for (String other : others) {
            json.writeString(other);
        }
        json.writeEndArray();
    }

    @Override
    public void serializeWithType(JsonGenerator json, SerializerProvider serializers, TypeSerializer type)
            throws IOException {
        serialize(json, serializers);
    }
}
