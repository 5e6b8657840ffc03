package io.github.amplifyjakarta.architecture.planted.internal.web;

/** What the planted violation reaches for. */
public final class PlantedTarget {}
