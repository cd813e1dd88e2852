package dk.samsyn.broker.portal.practice;

/**
 * Another member of the same practice.
 *
 * @param login login name
 * @param title what the member is there, in Danish
 */
public record Colleague(String login, String title) {}
