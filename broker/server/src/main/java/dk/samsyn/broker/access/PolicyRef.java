package dk.samsyn.broker.access;

/** A policy behind an answer. */
public record PolicyRef(String id, int version, String explanation) {}
