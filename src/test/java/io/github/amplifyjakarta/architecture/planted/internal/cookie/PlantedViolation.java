package io.github.amplifyjakarta.architecture.planted.internal.cookie;

import io.github.amplifyjakarta.architecture.planted.internal.web.PlantedTarget;

/** A leaf that imports the web room: the architecture test has to see it. */
public final class PlantedViolation {

    PlantedTarget forbidden = new PlantedTarget();
}
