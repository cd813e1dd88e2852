package dk.samsyn.broker.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Says in Danish what differs between two sets of claims. */
final class DifferenceReasons {
    private final Claims old;
    private final Claims fresh;
    private final List<String> sentences = new ArrayList<>();

    DifferenceReasons(Claims old, Claims fresh) {
        this.old = old;
        this.fresh = fresh;
    }

    List<String> sentences() {
        policies();
        if (old.permits().isEmpty() || fresh.permits().isEmpty()) {
            sentences.add(fresh.permits().isEmpty() ? "tabellen vises ikke længere" : "tabellen bliver vist");
            return sentences;
        }
        columns();
        rows();
        if (!old.release().equals(fresh.release())
                && old.release().isPresent()
                && fresh.release().isPresent()) {
            sentences.add("udlevering: " + text(old.release()) + " bliver til " + text(fresh.release()));
        }
        if (!old.obligations().equals(fresh.obligations())) {
            sentences.add("forpligtelserne er ændret");
        }
        return sentences;
    }

    private void policies() {
        Map<String, Integer> before = versions(old);
        Map<String, Integer> after = versions(fresh);
        Set<String> ids = new TreeSet<>(before.keySet());
        ids.addAll(after.keySet());
        for (String id : ids) {
            Integer from = before.get(id);
            Integer to = after.get(id);
            if (from == null) {
                sentences.add("ny politik " + id + " v" + to);
            } else if (to == null) {
                sentences.add("politik " + id + " v" + from + " gælder ikke længere");
            } else if (!from.equals(to)) {
                sentences.add("politik " + id + " v" + from + " bliver til v" + to);
            }
        }
    }

    private static Map<String, Integer> versions(Claims claims) {
        Map<String, Integer> versions = new TreeMap<>();
        claims.permits()
                .forEach(permit ->
                        versions.put(permit.policy().id(), permit.policy().ref().version()));
        claims.forbids()
                .forEach(ban ->
                        versions.put(ban.policy().id(), ban.policy().ref().version()));
        return versions;
    }

    private void columns() {
        Map<String, Mask> before = shown(old);
        Map<String, Mask> after = shown(fresh);
        for (Map.Entry<String, Mask> cell : after.entrySet()) {
            Mask was = before.get(cell.getKey());
            if (was == null) {
                sentences.add("kolonnen " + cell.getKey() + " bliver vist");
            } else if (!was.equals(cell.getValue())) {
                sentences.add("kolonnen " + cell.getKey() + ": " + was + " bliver til " + cell.getValue());
            }
        }
        before.keySet().stream()
                .filter(name -> !after.containsKey(name))
                .forEach(name -> sentences.add("kolonnen " + name + " vises ikke længere"));
    }

    private static Map<String, Mask> shown(Claims claims) {
        Map<String, Mask> lightest = new TreeMap<>();
        claims.permits().forEach(permit -> permit.grant()
                .columns()
                .forEach((column, mask) ->
                        lightest.merge(column, mask, (one, other) -> one.compareTo(other) <= 0 ? one : other)));
        return lightest;
    }

    private void rows() {
        Set<String> before = conditions(old);
        Set<String> after = conditions(fresh);
        if (!before.equals(after) && !before.isEmpty() && !after.isEmpty()) {
            sentences.add("rækkernes betingelse er ændret");
        }
    }

    private static Set<String> conditions(Claims claims) {
        Set<String> conditions = new TreeSet<>();
        claims.permits()
                .forEach(permit -> conditions.add(
                        permit.grant().scope() + " " + permit.grant().rows()));
        claims.forbids().forEach(ban -> conditions.add("FORBID " + ban.rows()));
        return conditions;
    }

    private static String text(Optional<Release> release) {
        return release.map(one -> one.mode().label() + (one.mode().rows() ? "" : " mindst " + one.minimum()))
                .orElse("intet");
    }
}
