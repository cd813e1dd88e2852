package dk.samsyn.region.people;

import java.time.LocalDate;

/**
 * An acute coronary syndrome.
 *
 * @param date day of admission
 * @param sks A-diagnosis, such as {@code DI214}
 * @param procedure SKS code of PCI or CABG done within three days, or empty
 */
public record HeartEvent(LocalDate date, String sks, String procedure) {}
