package dk.samsyn.adapter.files;

import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.RowSelection;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceScope;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of a table's files, one file after another, one record at a time. */
final class CsvCursor implements RowCursor {
    /** Records between two looks at the clock and at whether the query is still wanted. */
    private static final int CHECK_EVERY = 512;

    private final SourceId source;
    private final Iterator<DropFolder.Dropped> files;
    private final FileOpener opener;
    private final RowSelection selection;
    private final SourceScope scope;
    private @Nullable OpenFile file;
    private @Nullable Object @Nullable [] current;
    private int sinceCheck = CHECK_EVERY;
    private volatile boolean closed;

    CsvCursor(
            SourceId source,
            List<DropFolder.Dropped> files,
            FileOpener opener,
            RowSelection selection,
            SourceScope scope) {
        this.source = source;
        this.files = files.iterator();
        this.opener = opener;
        this.selection = selection;
        this.scope = scope;
    }

    @Override
    public synchronized boolean next() {
        while (!closed) {
            if (sinceCheck++ >= CHECK_EVERY) {
                sinceCheck = 0;
                scope.check(source);
            }
            @Nullable Object[] row = nextWhole();
            if (row == null) {
                break;
            }
            if (selection.accepts(row)) {
                current = selection.project(row);
                return true;
            }
        }
        current = null;
        closeFile();
        return false;
    }

    private @Nullable Object @Nullable [] nextWhole() {
        while (true) {
            OpenFile open = file;
            if (open == null) {
                if (!files.hasNext()) {
                    return null;
                }
                open = opener.open(files.next());
                file = open;
            }
            @Nullable Object[] row = open.next();
            if (row != null) {
                return row;
            }
            closeFile();
        }
    }

    @Override
    public synchronized @Nullable Object[] row() {
        if (current == null) {
            throw new IllegalStateException("next() has not been called or there is no row");
        }
        return current;
    }

    /** Ends {@link #next()} at the record it is at, then closes the file. */
    @Override
    public void close() {
        closed = true;
        synchronized (this) {
            closeFile();
        }
    }

    private void closeFile() {
        OpenFile open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }

    /** Opens one file for this request. */
    interface FileOpener {
        OpenFile open(DropFolder.Dropped file);
    }
}
