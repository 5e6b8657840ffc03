package io.github.amplifyjakarta.golden;

import jakarta.json.JsonObject;

/**
 * A recorded case, and what replays it.
 *
 * @param group the group that it is counted in
 * @param name its name on the deviation list
 * @param recorded the case as it is recorded
 * @param applicable whether there is anything like it in Java
 * @param player replays it
 */
record Replay(String group, String name, JsonObject recorded, boolean applicable, Player player) {

    /** Replays a case. */
    interface Player {
        Outcome play(JsonObject recorded) throws Exception;
    }

    Outcome play() throws Exception {
        return player.play(recorded);
    }
}
