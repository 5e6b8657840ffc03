package io.github.amplifyjakarta.golden;

/**
 * How a replay ended.
 *
 * @param matches whether everything that is compared was equal
 * @param ours our outcome, for the deviation list
 * @param amplify the recorded outcome in the same form
 * @param difference what differs, for a reader
 */
record Outcome(boolean matches, String ours, String amplify, String difference) {

    static Outcome of(String amplify, String ours) {
        return new Outcome(amplify.equals(ours), ours, amplify, "golden " + amplify + "\nours   " + ours);
    }
}
