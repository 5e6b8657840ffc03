package io.github.amplifyjakarta.internal.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How large the parts of an upload or a copy are. */
class PartSizeTest {

    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final long TIB = 1L << 40;

    private static int known(long size) {
        return new PartSize(OptionalLong.of(size)).of(10_000);
    }

    @Test
    void growsWhereTenThousandPartsAreNotEnough() {
        assertEquals(5 * MIB, known(50_000 * MIB));
        assertEquals(6 * MIB, known(50_000 * MIB + 1));
        assertEquals(2047 * MIB, known(PartSize.LARGEST_OBJECT));
        assertEquals(19.5, Math.floor(10 * PartSize.LARGEST_OBJECT / (double) TIB) / 10);
    }

    @Test
    void doublesWhileTheLengthIsUnknown() {
        PartSize unknown = new PartSize(OptionalLong.empty());
        assertEquals(5 * MIB, unknown.of(1000));
        assertEquals(10 * MIB, unknown.of(1001));
        long all = 0;
        for (int number = 1; number <= 10_000; number++) {
            all += unknown.of(number);
        }
        assertEquals(3835, all / (1000 * MIB), "GiB and a little, that a stream of unknown length may have");
    }

    @Test
    void copiesInPartsThatS3Takes() {
        assertEquals(128 * MIB, PartSize.ofCopy(6 * GIB));
        assertEquals(128 * MIB, PartSize.ofCopy(1_250 * GIB));
        assertEquals(129 * MIB, PartSize.ofCopy(1_250 * GIB + 1));
        long largest = 10_000 * 5 * GIB; // 48.8 TiB
        assertEquals(5 * GIB, PartSize.ofCopy(largest));
        Random random = new Random(23);
        for (int i = 0; i < 10_000; i++) {
            long size = random.nextLong(5 * GIB, largest + 1);
            long part = PartSize.ofCopy(size);
            assertTrue(part >= 5 * MIB && part <= 5 * GIB, size + " in parts of " + part);
            assertTrue((size + part - 1) / part <= 10_000, size + " in parts of " + part);
        }
    }
}
