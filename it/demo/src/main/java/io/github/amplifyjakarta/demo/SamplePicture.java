package io.github.amplifyjakarta.demo;

import java.util.Optional;
import java.util.stream.Stream;

/** The pictures that come with the demo, so that an album is never empty. They are painted, not stored. */
public enum SamplePicture {
    MORNING(
            "morning.png",
            "Blue hills in the morning, below a bright sun",
            new Landscape(0xfde2c4, 0x8fb8de, 0xfff3d6, 0x27476e, 3)),
    EVENING(
            "evening.png",
            "Orange and purple hills in the evening, below a pale sun",
            new Landscape(0xff9a6b, 0x5b2a6e, 0xffd9a0, 0x2a1236, 11)),
    FOREST(
            "forest.png",
            "Green hills, one behind the other, below a white sun",
            new Landscape(0xeaf4e2, 0xa9d0c0, 0xffffff, 0x1d4d3a, 23)),
    NIGHT(
            "night.png",
            "Dark blue hills at night, below a full moon",
            new Landscape(0x3d5a80, 0x0b132b, 0xf2f4f8, 0x0a0f1f, 42));

    private final String file;
    private final String description;
    private final Landscape landscape;

    SamplePicture(String file, String description, Landscape landscape) {
        this.file = file;
        this.description = description;
        this.landscape = landscape;
    }

    static Optional<SamplePicture> named(String file) {
        return Stream.of(values()).filter(sample -> sample.file.equals(file)).findAny();
    }

    String file() {
        return file;
    }

    String description() {
        return description;
    }

    byte[] png() {
        return landscape.png();
    }
}
