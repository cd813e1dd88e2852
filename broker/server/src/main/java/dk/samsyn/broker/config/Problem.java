package dk.samsyn.broker.config;

/**
 * Something wrong in a file.
 *
 * @param file its name below the directory that was read
 * @param line from 1; 0 if the problem has no place
 * @param path JSON pointer, such as {@code /data/0/rows}; empty for the file as a whole
 * @param message one sentence
 */
record Problem(String file, int line, String path, String message) {
    /** File, line and path. */
    String where() {
        String place = line > 0 ? file + ":" + line : file;
        return place + (path.isEmpty() ? "" : " " + path);
    }
}
