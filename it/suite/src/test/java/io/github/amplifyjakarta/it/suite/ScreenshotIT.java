package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The pictures of the documentation. They land in {@code target}; with {@code -Dscreenshots=../../docs} where the README
 * expects them.
 */
class ScreenshotIT extends InChromium {

    private static final long LARGEST = 120 << 10;

    @BeforeAll
    static void startChromium(DemoServer shared) {
        Chromium.assumeThere();
        start(shared);
    }

    private void take(String name, int height) throws IOException {
        page.setViewportSize(1024, height);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.waitForFunction("() => [...document.images].every(image => image.complete && image.naturalWidth > 0)");
        byte[] small = compressed(page.screenshot());
        assertTrue(small.length < LARGEST, name + " has " + small.length + " bytes");
        Files.write(Path.of(System.getProperty("screenshots", "target"), name + ".png"), small);
    }

    /** The same picture to the eye, in half the bytes: 64 steps of each colour, and compressed as far as it goes. */
    private static byte[] compressed(byte[] png) throws IOException {
        BufferedImage taken = ImageIO.read(new ByteArrayInputStream(png));
        BufferedImage picture = new BufferedImage(taken.getWidth(), taken.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < taken.getHeight(); y++) {
            for (int x = 0; x < taken.getWidth(); x++) {
                int steps = taken.getRGB(x, y) & 0xfcfcfc;
                picture.setRGB(x, y, steps | steps >> 6 & 0x030303);
            }
        }
        ByteArrayOutputStream small = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(small)) {
            ImageWriteParam most = writer.getDefaultWriteParam();
            most.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            most.setCompressionQuality(0);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), most);
        } finally {
            writer.dispose();
        }
        return small.toByteArray();
    }

    @Test
    void showsTheHomePage() throws IOException {
        signIn("alice");
        page.navigate(server.origin() + "/");
        take("home", 1300);
    }

    @Test
    void showsThePhotos() throws IOException {
        signIn("alice");
        page.navigate(server.origin() + "/photos.jsp");
        addSamples();
        take("photos", 1080);
        deleteSamples();
    }
}
