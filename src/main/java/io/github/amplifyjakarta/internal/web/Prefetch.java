package io.github.amplifyjakarta.internal.web;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How browsers say that they only guess what the user will look at next (Fetch, section "Sec-Purpose"; older names). */
final class Prefetch {

    static final List<String> HEADERS = List.of("sec-purpose", "purpose", "x-moz");

    private Prefetch() {}

    static boolean isOne(@Nullable String value) {
        return value != null && value.toLowerCase(Locale.ROOT).contains("prefetch");
    }
}
