package io.github.amplifyjakarta.golden;

import java.util.ArrayList;
import java.util.List;

/** What differs between a recording and our own outcome. */
final class Differences {

    private final List<String> all = new ArrayList<>();

    void compare(String what, String golden, String ours) {
        if (!golden.equals(ours)) {
            all.add(what + ": golden " + golden + "\n   ours " + ours);
        }
    }

    void add(String difference) {
        all.add(difference);
    }

    boolean none() {
        return all.isEmpty();
    }

    @Override
    public String toString() {
        return String.join("\n", all);
    }
}
