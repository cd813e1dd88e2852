package dk.samsyn.broker.identity;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.config.UsersFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.shiro.authc.AuthenticationInfo;
import org.apache.shiro.authc.AuthenticationToken;
import org.apache.shiro.authc.SimpleAuthenticationInfo;
import org.apache.shiro.authc.UsernamePasswordToken;
import org.apache.shiro.authc.credential.PasswordMatcher;
import org.apache.shiro.authz.AuthorizationInfo;
import org.apache.shiro.authz.SimpleAuthorizationInfo;
import org.apache.shiro.realm.AuthorizingRealm;
import org.apache.shiro.subject.PrincipalCollection;
import org.jspecify.annotations.Nullable;

/** Users of a {@link UsersFile}. The primary principal is a {@link Principal}; its one role is the Shiro role. */
public final class FileRealm extends AuthorizingRealm implements UserDirectory {
    /** Of a random text that nobody knows: an unknown user costs the same time as a known one with a wrong password. */
    private static final String NOBODYS_HASH =
            "$shiro2$argon2id$v=19$t=1,m=65536,p=4$mgZdC9ks4iezj7OV1f1dLQ$IRzuqGcjzfUjAXBQJVbE52m7uZpy5ZhSG0Dn/ge36Uw";

    private static final Pattern PERSON_NUMBER = Pattern.compile("[0-9A-Z]{10,12}");

    private final Map<String, UsersFile.User> users = new HashMap<>();
    private final Optional<UsersFile.Citizens> citizens;

    /**
     * A realm over a file.
     *
     * @param testUser whether the file's all-seeing test user may sign in
     */
    public FileRealm(UsersFile file, TestUser testUser) {
        for (UsersFile.User user : file.users()) {
            users.put(user.principal().name(), user);
        }
        if (testUser == TestUser.ADMITTED) {
            file.testUser().ifPresent(user -> users.put(user.principal().name(), user));
        }
        this.citizens = file.citizens();
        setCredentialsMatcher(new PasswordMatcher());
        setAuthenticationCachingEnabled(false);
    }

    /** Whether the demo's all-seeing user may sign in. */
    public enum TestUser {
        ADMITTED,
        UNKNOWN
    }

    /** The user of that name, without a password; for tokens. */
    public Optional<Principal> named(String name) {
        return user(name).map(UsersFile.User::principal);
    }

    @Override
    public List<Principal> whoFit(Map<String, String> wanted) {
        String name = wanted.get(NAME);
        Stream<Principal> candidates =
                name != null ? named(name).stream() : users.values().stream().map(UsersFile.User::principal);
        return wanted.isEmpty()
                ? List.of()
                : candidates.filter(user -> fits(user, wanted)).toList();
    }

    private static boolean fits(Principal user, Map<String, String> wanted) {
        return wanted.entrySet().stream()
                .filter(one -> !one.getKey().equals(NAME))
                .allMatch(one -> Optional.ofNullable(user.attributes().get(one.getKey()))
                        .map(String::valueOf)
                        .equals(Optional.of(one.getValue())));
    }

    @Override
    protected AuthenticationInfo doGetAuthenticationInfo(AuthenticationToken token) {
        String name = ((UsernamePasswordToken) token).getUsername();
        Optional<UsersFile.User> user = user(name == null ? "" : name);
        return new SimpleAuthenticationInfo(
                user.<Object>map(UsersFile.User::principal).orElse("nobody"),
                user.map(UsersFile.User::passwordHash).orElse(NOBODYS_HASH),
                getName());
    }

    @Override
    protected @Nullable AuthorizationInfo doGetAuthorizationInfo(PrincipalCollection principals) {
        return principals.getPrimaryPrincipal() instanceof Principal principal
                ? new SimpleAuthorizationInfo(Set.of(principal.role()))
                : null;
    }

    private Optional<UsersFile.User> user(String name) {
        UsersFile.User known = users.get(name);
        return known != null ? Optional.of(known) : citizens.flatMap(rule -> citizen(rule, name));
    }

    private static Optional<UsersFile.User> citizen(UsersFile.Citizens rule, String name) {
        if (!name.startsWith(rule.prefix())) {
            return Optional.empty();
        }
        String number = name.substring(rule.prefix().length());
        return PERSON_NUMBER.matcher(number).matches()
                ? Optional.of(new UsersFile.User(
                        rule.passwordHash(),
                        new Principal(
                                name, rule.role(), "", rule.purpose(), Set.of(rule.purpose()), Map.of("cpr", number))))
                : Optional.empty();
    }
}
