package dk.samsyn.broker.access;

/**
 * Something the asker should know of an answer: rows left out, a gap, a rewrite.
 *
 * @param code stable code, such as {@code SAM-N01}
 * @param text one sentence in Danish
 */
public record Notice(String code, String text) {}
