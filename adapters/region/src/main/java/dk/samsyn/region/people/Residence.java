package dk.samsyn.region.people;

import java.time.LocalDate;
import java.util.List;

/**
 * Where a person lives and on whose list the person is.
 *
 * @param addresses in order of time
 * @param gps in order of time; empty for group 2
 * @param presentFrom first day on which sources of the region know anything of the person
 * @param presentTo last such day
 */
record Residence(
        List<AddressPeriod> addresses,
        List<GpPeriod> gps,
        int sikringsgruppe,
        LocalDate presentFrom,
        LocalDate presentTo) {}
