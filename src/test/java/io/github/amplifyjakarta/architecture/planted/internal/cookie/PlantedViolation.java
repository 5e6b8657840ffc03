package io.github.amplifyjakarta.architecture.planted.internal.cookie;

import io.github.amplifyjakarta.architecture.planted.internal.servlet.PlantedTarget;

/** A package that imports nothing of ours imports another one: the architecture test has to see it. */
public final class PlantedViolation {

    PlantedTarget forbidden = new PlantedTarget();
}
