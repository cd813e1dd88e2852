package dk.samsyn.adapter.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The slices of a file one after another, read through one window so that neighbours cost one read. Slices are in the order
 * of the file.
 */
final class SlicedInput extends InputStream {
    private static final int WINDOW = 1 << 14;

    private final FileChannel file;
    private final List<PersonIndex.Slice> slices;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW);
    private long windowStart;
    private int slice;
    private int taken;

    SlicedInput(Path path, List<PersonIndex.Slice> slices) throws IOException {
        this.file = FileChannel.open(path, StandardOpenOption.READ);
        this.slices = slices;
        window.limit(0);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (slice < slices.size() && taken == slices.get(slice).length()) {
            slice++;
            taken = 0;
        }
        if (slice == slices.size()) {
            return -1;
        }
        PersonIndex.Slice current = slices.get(slice);
        long at = current.offset() + taken;
        if (at < windowStart || at >= windowStart + window.limit()) {
            fill(at);
        }
        window.position((int) (at - windowStart));
        int count = Math.min(Math.min(length, current.length() - taken), window.remaining());
        window.get(target, offset, count);
        taken += count;
        return count;
    }

    private void fill(long at) throws IOException {
        window.clear();
        int read = file.read(window, at);
        if (read <= 0) {
            throw new IOException("the file became shorter while it was read");
        }
        window.flip();
        windowStart = at;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
