package io.github.amplifyjakarta.demo;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * Hills under a sky, always the same for the same values.
 *
 * @param horizon the colour of the sky above the hills
 * @param zenith the colour of the sky at the top
 * @param light the colour of the sun or the moon
 * @param hills the colour of the nearest hills; those behind fade into the horizon
 * @param seed the shape of the hills
 */
record Landscape(int horizon, int zenith, int light, int hills, long seed) {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 600;
    private static final int LAYERS = 5;

    byte[] png() {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        paint(canvas, new Random(seed));
        canvas.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) { // memory does not fail
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    private void paint(Graphics2D canvas, Random random) {
        canvas.setPaint(new GradientPaint(0, 0, new Color(zenith), 0, HEIGHT * 0.7f, new Color(horizon)));
        canvas.fillRect(0, 0, WIDTH, HEIGHT);
        double size = 90 + random.nextInt(60);
        double x = WIDTH * (0.2 + 0.6 * random.nextDouble());
        double y = 110 + random.nextInt(90);
        canvas.setColor(translucent(light, 50));
        canvas.fill(new Ellipse2D.Double(x - size, y - size, 2 * size, 2 * size));
        canvas.setColor(new Color(light));
        canvas.fill(new Ellipse2D.Double(x - size / 2, y - size / 2, size, size));
        for (int layer = 1; layer <= LAYERS; layer++) {
            canvas.setColor(between(horizon, hills, (double) layer / LAYERS));
            canvas.fill(ridge(random, HEIGHT * (0.38 + 0.11 * layer), 26 + 9.0 * layer));
        }
    }

    /** A sum of waves: long ones for the hills, short ones for their crests. */
    private static Path2D ridge(Random random, double middle, double height) {
        double[] phases = random.doubles(3, 0, 2 * Math.PI).toArray();
        Path2D outline = new Path2D.Double();
        outline.moveTo(0, HEIGHT);
        for (int x = 0; x <= WIDTH; x += 3) {
            double at = 2 * Math.PI * x / WIDTH;
            double wave = Math.sin(1.3 * at + phases[0])
                    + 0.45 * Math.sin(2.9 * at + phases[1])
                    + 0.14 * Math.sin(7.1 * at + phases[2]);
            outline.lineTo(x, middle - height * wave);
        }
        outline.lineTo(WIDTH, HEIGHT);
        outline.closePath();
        return outline;
    }

    private static Color translucent(int rgb, int alpha) {
        Color color = new Color(rgb);
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
    }

    private static Color between(int from, int to, double part) {
        Color a = new Color(from);
        Color b = new Color(to);
        return new Color(
                mix(a.getRed(), b.getRed(), part),
                mix(a.getGreen(), b.getGreen(), part),
                mix(a.getBlue(), b.getBlue(), part));
    }

    private static int mix(int from, int to, double part) {
        return (int) Math.round(from + (to - from) * part);
    }
}
