package dk.samsyn.broker.web;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.doors.Failures;
import dk.samsyn.broker.identity.SignIn;
import dk.samsyn.spi.ErrorCode;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Executor;

/** Lets a request through with its user, before its body is read; everybody else gets a 401 with both challenges. */
final class Guard implements Handler<RoutingContext> {
    private static final String PRINCIPAL = "samsyn.principal";

    private final SignIn signIn;
    private final Executor threads;

    /** A guard that checks on {@code threads}. */
    Guard(SignIn signIn, Executor threads) {
        this.signIn = signIn;
        this.threads = threads;
    }

    /** The user of a request that came through. */
    static Principal principal(RoutingContext context) {
        Principal principal = context.get(PRINCIPAL);
        if (principal == null) {
            throw new QueryException(ErrorCode.NOT_AUTHENTICATED, "sign in with Basic or Bearer");
        }
        return principal;
    }

    @Override
    public void handle(RoutingContext context) {
        Context loop = context.vertx().getOrCreateContext();
        String header = context.request().getHeader("Authorization");
        if (header == null) {
            Problem.of(new QueryException(ErrorCode.NOT_AUTHENTICATED, "sign in with Basic or Bearer"))
                    .send(context.response());
            return;
        }
        context.request().pause();
        threads.execute(() -> {
            try {
                context.put(PRINCIPAL, signIn.header(header));
                loop.runOnContext(now -> {
                    context.request().resume();
                    context.next();
                });
            } catch (Throwable e) {
                QueryException shown = Failures.shown(e);
                loop.runOnContext(now -> {
                    context.request().resume();
                    Problem.of(shown).send(context.response());
                });
            }
        });
    }
}
