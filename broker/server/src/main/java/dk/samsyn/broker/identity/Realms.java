package dk.samsyn.broker.identity;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.config.BrokerConfig;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.config.TokensFile;
import dk.samsyn.broker.config.UsersFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.shiro.realm.Realm;

/** Makes the realm that configuration names, and the door keeper over it. */
public final class Realms {
    private Realms() {}

    /** What the broker stands before: made-up citizens or real ones. */
    public enum Stage {
        /** Real sources: a users file of the demo is refused. */
        REAL,
        /** The demo region. */
        DEMO,
        /** The demo region with its all-seeing test user. */
        DEMO_WITH_TEST_USER
    }

    /** The door keeper for {@code users}; empty if there was any problem. */
    public static Optional<SignIn> signIn(BrokerConfig.Users users, Stage stage, Clock clock, ConfigProblems problems) {
        if (!users.realm().equals("file")) {
            return custom(users, problems).map(realm -> new SignIn(realm, Map.of(), users.remember(), clock));
        }
        Optional<UsersFile> file = UsersFile.read(users.file(), problems);
        if (file.isPresent() && file.get().demo() && stage == Stage.REAL) {
            problems.add(
                    String.valueOf(users.file().getFileName()),
                    "is a file of the demo, whose passwords everybody knows; name another in broker.yaml");
            return Optional.empty();
        }
        return file.map(content -> {
            FileRealm realm = new FileRealm(
                    content,
                    stage == Stage.DEMO_WITH_TEST_USER ? FileRealm.TestUser.ADMITTED : FileRealm.TestUser.UNKNOWN);
            return new SignIn(realm, tokens(users, realm, problems), users.remember(), clock);
        });
    }

    private static Map<TokensFile.Token, Principal> tokens(
            BrokerConfig.Users users, FileRealm realm, ConfigProblems problems) {
        Map<TokensFile.Token, Principal> owners = new HashMap<>();
        users.tokens().flatMap(path -> TokensFile.read(path, problems)).ifPresent(content -> {
            for (TokensFile.Token token : content.tokens()) {
                realm.named(token.user())
                        .ifPresentOrElse(
                                principal -> owners.put(token, principal),
                                () -> problems.add("tokens", "there is no user " + token.user()));
            }
        });
        return owners;
    }

    private static Optional<Realm> custom(BrokerConfig.Users users, ConfigProblems problems) {
        try {
            return Optional.of(Class.forName(users.realm())
                    .asSubclass(Realm.class)
                    .getConstructor(Path.class)
                    .newInstance(users.file()));
        } catch (ReflectiveOperationException | ClassCastException e) {
            problems.add(
                    "broker.yaml /users/realm",
                    "is neither `file` nor a Shiro realm with a constructor that takes a java.nio.file.Path");
            return Optional.empty();
        }
    }
}
