package dk.samsyn.broker.policy;

import dk.samsyn.broker.access.PolicyRef;
import dk.samsyn.broker.access.ReleaseMode;
import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.policy.Explanation.Outcome;
import dk.samsyn.broker.policy.Explanation.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Explains one decision of the engine from the policies that could have had a say. */
public final class Explainer {
    private final PolicyEngine engine;
    private final AccessRequest request;
    private final TableName table;
    private final Optional<String> column;
    private final AccessDecision decision;
    private final List<Sentence> sentences = new ArrayList<>();

    private Explainer(PolicyEngine engine, AccessRequest request, TableName table, Optional<String> column) {
        this.engine = engine;
        this.request = request;
        this.table = table;
        this.column = column;
        this.decision = engine.decide(request);
    }

    /** Why the requester may or may not see a table, or one column of it. */
    public static Explanation explain(
            PolicyEngine engine, AccessRequest request, TableName table, Optional<String> column) {
        return new Explainer(engine, request, table, column).explained();
    }

    private Explanation explained() {
        Optional<GovernedTable> governed = request.catalogue().stream()
                .filter(each -> each.name().equals(table))
                .findFirst();
        if (governed.isEmpty()) {
            say(
                    "Ingen kilde udfylder tabellen " + table + ", så den findes ikke for nogen.",
                    "No source fills table " + table + ", so it exists for nobody.");
            return result(Outcome.UNKNOWN);
        }
        if (column.isPresent() && governed.get().column(column.get()).isEmpty()) {
            say(
                    "Tabellen " + table + " har ingen kolonne " + column.get() + ".",
                    "Table " + table + " has no column " + column.get() + ".");
            return result(Outcome.UNKNOWN);
        }
        TableAccess access = decision.tables().get(table);
        Optional<Announcement> announced = decision.announcements().stream()
                .filter(each -> each.table().equals(table))
                .filter(each -> each.column().isEmpty() || each.column().equals(column))
                .findFirst();
        if (announced.isPresent()) {
            return withheld(announced.get());
        }
        if (access == null) {
            say(
                    "Tabellen " + table + " findes ikke for " + who() + ".",
                    "Table " + table + " does not exist for " + whoEnglish() + ".");
            builtIn();
            policies();
            return result(Outcome.ABSENT);
        }
        return column.isPresent() ? ofColumn(governed.get(), access, column.get()) : ofTable(access);
    }

    /** Listed, and refused with the sentence that everybody gets who asks for it. */
    private Explanation withheld(Announcement announced) {
        say(
                announced.sentence(),
                "Policy " + named(announced.policy()) + " withholds it and says so: it is listed for " + whoEnglish()
                        + ", and refused with the policy's sentence (" + basis(announced.policy()) + ").");
        builtIn();
        return new Explanation(Outcome.WITHHELD, sentences, List.of(announced.policy()), engine.version());
    }

    private Explanation ofTable(TableAccess access) {
        say("Tabellen " + table + " vises for " + who() + ".", "Table " + table + " is shown to " + whoEnglish() + ".");
        access.grants().forEach(this::grant);
        access.forbids().forEach(this::forbid);
        settings(access);
        boolean onePerson = access.grants().stream().allMatch(grant -> grant.scope() != Grant.Scope.ORDINARY);
        return result(
                decision.mode() == ReleaseMode.AGGREGATED
                        ? Outcome.COUNTS_ONLY
                        : onePerson ? Outcome.ONE_PERSON : Outcome.SHOWN);
    }

    private Explanation ofColumn(GovernedTable governed, TableAccess access, String name) {
        List<Grant> holding = access.grants().stream()
                .filter(grant -> grant.columns().containsKey(name))
                .toList();
        if (holding.isEmpty()) {
            say(
                    "Kolonnen " + table + "." + name + " findes ikke for " + who() + ".",
                    "Column " + table + "." + name + " does not exist for " + whoEnglish() + ".");
            governed.column(name)
                    .filter(each -> !BuiltInRules.mayShow(decision.mode(), each))
                    .ifPresent(each -> say(
                            "Direkte identifikation vises kun, hvor personer er navngivet; formålet "
                                    + request.purpose().label() + " giver "
                                    + decision.mode().label() + ".",
                            "Direct identifiers are shown only where persons are named; purpose "
                                    + request.purpose().label() + " gives "
                                    + decision.mode().label() + "."));
            access.grants().stream()
                    .map(Grant::policy)
                    .distinct()
                    .forEach(ref -> say(
                            "Politikken " + named(ref) + " viser tabellen uden den kolonne.",
                            "Policy " + named(ref) + " shows the table without that column."));
            return result(Outcome.ABSENT);
        }
        Mask lightest = access.cells(name).get(0).mask();
        say(
                "Kolonnen " + table + "." + name + " vises for " + who() + masked(lightest, " med masken ") + ".",
                "Column " + table + "." + name + " is shown to " + whoEnglish() + masked(lightest, " through mask ")
                        + ".");
        holding.forEach(this::grant);
        access.forbids().forEach(this::forbid);
        settings(access);
        boolean onePerson = holding.stream().allMatch(grant -> grant.scope() != Grant.Scope.ORDINARY);
        Outcome shown = decision.mode() == ReleaseMode.AGGREGATED
                ? Outcome.COUNTS_ONLY
                : onePerson ? Outcome.ONE_PERSON : Outcome.SHOWN;
        return result(shown == Outcome.SHOWN && !lightest.equals(Mask.PLAIN) ? Outcome.MASKED : shown);
    }

    private static String masked(Mask mask, String words) {
        return mask.equals(Mask.PLAIN) ? "" : words + mask;
    }

    private void grant(Grant grant) {
        boolean all = grant.rows().equals(Grant.ALL_ROWS);
        String rows = all ? "alle rækker" : "de rækker, hvor politikkens betingelse er sand";
        String english = all ? "all rows" : "the rows where its condition is true";
        String when =
                switch (grant.scope()) {
                    case ORDINARY -> "";
                    case ONE_PERSON -> ", når spørgsmålet er om præcis én person";
                    case BREAK_GLASS -> ", ved værdispring om præcis én person";
                };
        String whenEnglish =
                switch (grant.scope()) {
                    case ORDINARY -> "";
                    case ONE_PERSON -> ", while the query binds exactly one person";
                    case BREAK_GLASS -> ", by break-glass for exactly one person";
                };
        say(
                "Politikken " + named(grant.policy()) + " viser " + rows + when + ": "
                        + grant.policy().explanation(),
                "Policy " + named(grant.policy()) + " shows " + english + whenEnglish + " (" + basis(grant.policy())
                        + ").");
    }

    private void forbid(Forbid forbid) {
        say(
                "Politikken " + named(forbid.policy()) + " tager rækker fra: "
                        + forbid.policy().explanation(),
                "Policy " + named(forbid.policy()) + " takes rows away (" + basis(forbid.policy()) + ").");
    }

    private void settings(TableAccess access) {
        if (decision.mode() == ReleaseMode.AGGREGATED) {
            int minimum = decision.about(List.of(table)).release().minimum();
            say(
                    "Der vises kun optællinger af mindst " + minimum + " personer.",
                    "Only counts of at least " + minimum + " persons are shown.");
        }
        access.obligations()
                .maxRows()
                .ifPresent(cap -> say(
                        "Et svar kan have højst " + cap + " rækker.", "An answer may have at most " + cap + " rows."));
        if (access.obligations().logToCitizen()) {
            say("Borgeren kan se opslaget i sin log.", "The citizen sees the look-up in the own log.");
        }
    }

    private void builtIn() {
        if (!BuiltInRules.mayReach(request.purpose(), table)) {
            boolean fmk = BuiltInRules.FMK_TABLES.contains(table);
            say(
                    fmk
                            ? "Fælles Medicinkort læses kun til behandling og til borgerens eget indblik; det kan ingen politik ændre."
                            : "Formålet " + request.purpose().label()
                                    + " når ingen tabel om borgere; det kan ingen politik ændre.",
                    fmk
                            ? "FMK is read for treatment and the citizen's own view only; no policy can lift that."
                            : "Purpose " + request.purpose().label()
                                    + " reaches no table about citizens; no policy can lift that.");
        }
    }

    /** Each policy about the table, and what keeps it from opening it. */
    private void policies() {
        List<Policy> about = engine.policies().stream()
                .filter(policy -> policy.data().stream().anyMatch(entry -> entry.covers(table)))
                .filter(policy ->
                        policy.audience().roles().contains(request.principal().role())
                                || policy.audience().roles().contains(Audience.EVERYBODY))
                .toList();
        if (about.stream().noneMatch(policy -> policy.effect() == Policy.Effect.PERMIT)) {
            say(
                    "Ingen politik åbner tabellen for rollen "
                            + request.principal().role() + ".",
                    "No policy opens the table to role " + request.principal().role() + ".");
        }
        about.forEach(this::obstacle);
    }

    private void obstacle(Policy policy) {
        PolicyRef ref = policy.ref();
        Mandate mandate = policy.mandate();
        if (!mandate.inForce(request.today())) {
            say("Politikken " + named(ref) + " gælder ikke i dag.", "Policy " + named(ref) + " is not in force today.");
            return;
        }
        if (!policy.audience().purposes().contains(request.purpose())) {
            String purposes = policy.audience().purposes().stream()
                    .map(purpose -> purpose.label())
                    .collect(Collectors.joining(", "));
            say(
                    "Politikken " + named(ref) + " gælder formål: " + purposes + ".",
                    "Policy " + named(ref) + " is for purpose " + purposes + ".");
            return;
        }
        if (policy.effect() == Policy.Effect.FORBID) {
            say(
                    "Politikken " + named(ref) + " forbyder den: " + ref.explanation(),
                    "Policy " + named(ref) + " forbids it (" + mandate.legalBasis() + ").");
            return;
        }
        Map<String, Object> user = SessionAttributes.of(request.principal());
        if (policy.audience().condition().evaluate(user) != UserCondition.Truth.TRUE) {
            String missing = policy.audience().condition().attributes().stream()
                    .filter(name -> !user.containsKey(name))
                    .collect(Collectors.joining(", "));
            String what = missing.isEmpty() ? "" : " (mangler " + missing + ")";
            String english = missing.isEmpty() ? "" : " (without " + missing + ")";
            say(
                    "Politikken " + named(ref) + " har en betingelse, som brugeren ikke opfylder" + what + ".",
                    "Policy " + named(ref) + " has a condition that the user does not meet" + english + ".");
            return;
        }
        say(
                "Politikken " + named(ref) + " læser en tabel, som ingen kilde udfylder, og kan derfor ikke afgøres.",
                "Policy " + named(ref) + " reads a table that no source fills, so it cannot be decided.");
    }

    private Explanation result(Outcome outcome) {
        List<PolicyRef> policies = decision.about(List.of(table)).policies();
        return new Explanation(outcome, sentences, policies, engine.version());
    }

    private void say(String danish, String english) {
        sentences.add(new Sentence(danish, english));
    }

    private String who() {
        return "rollen " + request.principal().role() + " med formålet "
                + request.purpose().label();
    }

    private String whoEnglish() {
        return "role " + request.principal().role() + " with purpose "
                + request.purpose().label();
    }

    private static String named(PolicyRef ref) {
        return ref.id() + " v" + ref.version();
    }

    private String basis(PolicyRef ref) {
        return engine.policies().stream()
                .filter(policy -> policy.id().equals(ref.id()))
                .map(policy -> policy.mandate().legalBasis())
                .findFirst()
                .orElse("");
    }
}
