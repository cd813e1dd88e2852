package dk.samsyn.adapter.nexus;

import java.net.URI;

/**
 * One municipality's instance.
 *
 * @param kommunekode three digits
 * @param home its home resource, the only address that is configured; every other one is a link in an answer
 */
record Instance(int kommunekode, URI home) {
    Instance {
        if (kommunekode < 1 || kommunekode > 999) {
            throw new IllegalArgumentException("kommunekode has three digits");
        }
        String scheme = home.getScheme();
        if (home.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException("url of municipality " + kommunekode + " is an http or https address");
        }
    }

    /** An instance from configuration; {@code 0730} is 730. */
    static Instance of(String kommunekode, String url) {
        try {
            return new Instance(Integer.parseInt(kommunekode.strip()), URI.create(url.strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("kommunekode has three digits", e);
        }
    }

    /** How messages name the instance. */
    String label() {
        return "the instance of municipality " + kommunekode;
    }
}
