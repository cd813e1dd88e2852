package dk.samsyn.broker.policy.planted;

import java.nio.file.Path;

/** A policy that looks at a file. */
public record ReadsAFile(Path file) {}
