package io.github.amplifyjakarta.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheControlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max-age=60 | private, max-age=60",
                "public, max-age=60, immutable | private, max-age=60, immutable",
                "PUBLIC,S-MaxAge=9 | private",
                "no-cache | private, no-cache",
                "private | private",
                "Private, max-age=1 | Private, max-age=1",
                "no-store | no-store",
                "no-store, public | no-store",
                "private=\"X-User\", max-age=1 | private, private=\"X-User\", max-age=1",
                "extension=\"a, private, b\" | private, extension=\"a, private, b\"",
                ", , | private"
            })
    void makesCacheControlPrivate(String said, String privately) {
        assertEquals(privately, CacheControl.privately(said));
    }

    @Test
    void recognizesTargetedCacheHeaders() {
        for (String header : new String[] {
            "CDN-Cache-Control", "Cloudflare-CDN-Cache-Control", "surrogate-control", "Edge-Control", "X-Accel-Expires"
        }) {
            assertTrue(CacheControl.isTargeted(header), header);
        }
        assertFalse(CacheControl.isTargeted("Cache-Control"));
        assertFalse(CacheControl.isTargeted("Expires"));
    }
}
