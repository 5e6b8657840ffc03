package io.github.amplifyjakarta.architecture.planted.internal.servlet;

/** What the planted violation reaches for. */
public final class PlantedTarget {}
