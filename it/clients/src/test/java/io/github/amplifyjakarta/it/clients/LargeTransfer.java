package io.github.amplifyjakarta.it.clients;

import static io.github.amplifyjakarta.storage.StoragePath.path;

import io.github.amplifyjakarta.storage.StorageClient;
import io.github.amplifyjakarta.storage.StorageDownload;
import io.github.amplifyjakarta.storage.UploadData;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.util.zip.CRC32;

/** Stores and reads an object that is many times larger than the heap of this process. Run it with a small heap. */
final class LargeTransfer {

    private LargeTransfer() {}

    /** Generates its bytes when they are read. */
    private static final class Endless extends InputStream {

        private final CRC32 checksum = new CRC32();
        private long left;
        private int state = 1;

        Endless(long length) {
            left = length;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            int count = (int) Math.min(left, length);
            for (int i = offset; i < offset + count; i++) {
                state = state * 1103515245 + 12345;
                bytes[i] = (byte) (state >> 16);
            }
            checksum.update(bytes, offset, count);
            left -= count;
            return count;
        }
    }

    /** Prints the result. */
    public static void main(String[] args) throws Exception {
        long length = Long.parseLong(args[2]);
        try (LibraryUser library = new LibraryUser(URI.create(args[0]), URI.create(args[1]))) {
            StorageClient storage = library.storageOf("alice");
            Endless source = new Endless(length);
            long start = System.nanoTime();
            storage.uploadData(path("public/huge.bin"), UploadData.of(source));
            long stored = System.nanoTime();
            CRC32 checksum = new CRC32();
            long read = 0;
            try (StorageDownload download = storage.downloadData(path("public/huge.bin"))) {
                byte[] buffer = new byte[64 << 10];
                for (int count = download.body().read(buffer);
                        count >= 0;
                        count = download.body().read(buffer)) {
                    checksum.update(buffer, 0, count);
                    read += count;
                }
            }
            long done = System.nanoTime();
            long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP)
                    .mapToLong((MemoryPoolMXBean pool) -> pool.getPeakUsage().getUsed())
                    .sum();
            System.out.println(
                    (read == length && checksum.getValue() == source.checksum.getValue() ? "same" : "differs")
                            + ": " + (length >> 20) + " MiB, up in " + (stored - start) / 1_000_000 + " ms, down in "
                            + (done - stored) / 1_000_000 + " ms, heap at most " + (peak >> 20) + " MiB of "
                            + (Runtime.getRuntime().maxMemory() >> 20));
        }
    }
}
