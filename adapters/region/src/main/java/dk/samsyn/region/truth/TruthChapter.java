package dk.samsyn.region.truth;

import dk.samsyn.region.people.Citizen;

/** Writes canonical rows of one source, or of what is derived from the rows of the chapters before it. */
public interface TruthChapter {
    /** Adds the rows of {@code citizen}; rows that earlier chapters added are readable. */
    void citizen(Citizen citizen, CitizenTruth out);

    /** Adds the rows that belong to no citizen, once, after all citizens. */
    void tables(TableTruth out);
}
