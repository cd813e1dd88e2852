package dk.samsyn.region.people;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who a person is by the register.
 *
 * @param numbers all numbers, the present CPR number first
 * @param woman sex by the register, which the last digit of an old number may contradict
 * @param died day of death, or null
 * @param status 01 resident, 80 emigrated, 90 dead
 */
record Identity(
        List<PersonNumber> numbers,
        String name,
        boolean woman,
        LocalDate born,
        @Nullable LocalDate died,
        String status,
        boolean nameProtected,
        boolean addressProtected) {}
