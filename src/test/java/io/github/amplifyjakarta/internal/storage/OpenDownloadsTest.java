package io.github.amplifyjakarta.internal.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.amplifyjakarta.internal.aws.CancelSignal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.AbortableInputStream;

/** Downloads that nobody closes do not take all connections. */
class OpenDownloadsTest {

    private final AtomicInteger aborted = new AtomicInteger();

    private Download.Body open(OpenDownloads downloads) {
        Download.Body body = new Download.Body(
                AbortableInputStream.create(new ByteArrayInputStream(new byte[3]), aborted::incrementAndGet),
                OptionalLong.of(3),
                new Download.Reading(Cancellation.by(CancelSignal.NONE), new Progress<>(Optional.empty()), downloads));
        downloads.add(body);
        return body;
    }

    @Test
    void givesUpForgottenDownloadsWhenConnectionsRunShort() {
        OpenDownloads downloads = new OpenDownloads(Duration.ZERO);
        IntStream.range(0, 49).forEach(i -> open(downloads));
        downloads.giveUpIdle();
        assertEquals(0, aborted.get(), "as long as there are enough connections nobody is disturbed");
        open(downloads);
        downloads.giveUpIdle();
        assertEquals(50, aborted.get());
    }

    @Test
    void keepsDownloadsOfSlowReaders() throws IOException {
        OpenDownloads downloads = new OpenDownloads(Duration.ofMinutes(1));
        List<Download.Body> readers = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            readers.add(open(downloads));
        }
        downloads.giveUpIdle();
        for (Download.Body reader : readers) {
            assertEquals(3, reader.readAllBytes().length);
            reader.close();
        }
        assertEquals(0, aborted.get());
    }

    @Test
    void abortsDownloadsThatAreClosedEarly() throws IOException {
        OpenDownloads downloads = new OpenDownloads(Duration.ofMinutes(1));
        Download.Body reader = open(downloads);
        assertEquals(0, reader.read());
        reader.close();
        reader.close();
        assertEquals(1, aborted.get());
    }
}
