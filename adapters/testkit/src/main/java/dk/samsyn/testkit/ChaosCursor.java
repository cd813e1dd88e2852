package dk.samsyn.testkit;

import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceScope;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Rows of a {@link ChaosSource}, call by call. */
final class ChaosCursor implements RowCursor {
    private final ChaosSource source;
    private final Iterator<List<@Nullable Object[]>> answers;
    private final SourceScope scope;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final SourceScope.Registration registration;

    private Iterator<@Nullable Object[]> page = List.<@Nullable Object[]>of().iterator();
    private @Nullable Object @Nullable [] current;
    private long rows;

    ChaosCursor(ChaosSource source, List<List<@Nullable Object[]>> answers, SourceScope scope) {
        this.source = source;
        this.answers = answers.iterator();
        this.scope = scope;
        this.registration = scope.onCancel(stopped::countDown);
    }

    @Override
    public boolean next() {
        try {
            return advance();
        } catch (SourceException e) {
            close();
            throw e;
        }
    }

    private boolean advance() {
        scope.check(source.id());
        while (!page.hasNext() && answers.hasNext()) {
            call();
            page = answers.next().iterator();
        }
        if (rows == source.behaviour().failAfterRows()) {
            throw new SourceException(source.id(), source.behaviour().failure(), "fails as it was told");
        }
        if (!page.hasNext()) {
            close();
            return false;
        }
        current = page.next();
        rows++;
        return true;
    }

    @Override
    public @Nullable Object[] row() {
        if (current == null) {
            throw new IllegalStateException("next() has not been called");
        }
        return current;
    }

    @Override
    public void close() {
        stopped.countDown();
        registration.close();
    }

    private void call() {
        source.begin(scope);
        try {
            Duration delay = source.behaviour().delay();
            Duration wait = delay.compareTo(scope.remaining()) < 0 ? delay : scope.remaining();
            boolean early = stopped.await(wait.toNanos(), TimeUnit.NANOSECONDS);
            if (early || !wait.equals(delay)) {
                scope.check(source.id());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceException(source.id(), source.behaviour().failure(), "was interrupted", e);
        } finally {
            source.end();
        }
    }
}
