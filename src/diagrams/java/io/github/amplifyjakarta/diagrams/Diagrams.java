package io.github.amplifyjakarta.diagrams;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.sourceforge.plantuml.FileFormat;
import net.sourceforge.plantuml.FileFormatOption;
import net.sourceforge.plantuml.SourceStringReader;
import net.sourceforge.plantuml.core.DiagramDescription;
import net.sourceforge.plantuml.klimt.drawing.font.StringBounderFromWidthTable;
import net.sourceforge.plantuml.klimt.drawing.font.UnicodeBlock;
import net.sourceforge.plantuml.klimt.font.UFontFactory;
import net.sourceforge.plantuml.security.SFile;

/**
 * Draws the diagrams of the documentation: {@code mvn -Pdiagrams}. PlantUML lays them out with character widths of its
 * own, so the result does not depend on the fonts of the machine. The SVG gets a title and a description for screen
 * readers, colours for dark themes, and the digest of its sources, which {@code DiagramsTest} compares.
 */
final class Diagrams {

    private static final String STYLE = "style.iuml";

    private static final String BACKGROUND = "#FFFFFF";

    /** Fonts with the widths that PlantUML calculates with; any other is fitted by {@code textLength}. */
    private static final String FONTS = "Helvetica, Arial, 'Liberation Sans', sans-serif";

    /** A colour of {@link #STYLE}, and its partner for dark themes. */
    private static final Pattern DARK = Pattern.compile("(?m)^'dark (#\\w{6}) (#\\w{6})$");

    private static final Pattern ROOT =
            Pattern.compile("<svg [^>]*viewBox=\"0 0 (\\d+) (\\d+)\"[^>]*>(.*)</svg>\\s*", Pattern.DOTALL);

    /** PlantUML's own measures have no space between lines: a blank that is taller than the text makes it. */
    private static final String NEW_LINE = "\\n<size:17><U+00AD></size>";

    /** PlantUML writes what is wrong into the picture. */
    private static final Pattern COMPLAINT = Pattern.compile("Error|is ignored|is deprecated");

    private static final int NO_BREAK_SPACE = 0xa0;
    private static final int SOFT_HYPHEN = 0xad;

    private Diagrams() {}

    public static void main(String[] folder) throws Exception {
        System.setProperty("java.awt.headless", "true");
        giveBlanksTheirWidth();
        Path diagrams = Path.of(folder[0]);
        String style = Files.readString(diagrams.resolve(STYLE));
        for (Path source : sources(diagrams)) {
            String text = Files.readString(source);
            Path picture = Path.of(source.toString().replaceFirst("\\.puml$", ".svg"));
            Files.writeString(picture, finished(drawing(text, diagrams), text, style));
            System.out.println(picture.getFileName() + ": " + Files.size(picture) + " bytes");
        }
    }

    /** PlantUML's table of widths has none for a blank. */
    private static void giveBlanksTheirWidth() throws ReflectiveOperationException {
        new StringBounderFromWidthTable(FileFormat.SVG_DETERMINISTIC)
                .calculateDimension(UFontFactory.sansSerif(12), " "); // reads the block of Latin characters
        Field blocks = StringBounderFromWidthTable.class.getDeclaredField("BLOCKS");
        Field data = UnicodeBlock.class.getDeclaredField("data");
        blocks.setAccessible(true);
        data.setAccessible(true);
        byte[] latin = (byte[]) data.get(((UnicodeBlock[]) blocks.get(null))[0]);
        latin[' '] = latin[NO_BREAK_SPACE];
        latin[SOFT_HYPHEN] = 1;
    }

    private static List<Path> sources(Path diagrams) throws IOException {
        try (Stream<Path> files = Files.list(diagrams)) {
            return files.filter(file -> file.toString().endsWith(".puml"))
                    .sorted()
                    .toList();
        }
    }

    private static String drawing(String text, Path diagrams) throws IOException {
        SourceStringReader reader =
                new SourceStringReader(text.replace("\\n", NEW_LINE), new SFile(diagrams.toString()));
        ByteArrayOutputStream svg = new ByteArrayOutputStream();
        DiagramDescription drawn =
                reader.outputImage(svg, 0, new FileFormatOption(FileFormat.SVG_DETERMINISTIC, false));
        String result = svg.toString(UTF_8);
        if (drawn == null || COMPLAINT.matcher(drawn.getDescription() + result).find()) {
            throw new IllegalArgumentException("PlantUML could not read this:\n" + text + "\n" + result);
        }
        return result;
    }

    private static String finished(String drawing, String source, String style) throws GeneralSecurityException {
        Matcher root = ROOT.matcher(drawing);
        if (!root.matches()) {
            throw new IllegalArgumentException("not the SVG that PlantUML is known to write: " + drawing);
        }
        String width = root.group(1);
        String height = root.group(2);
        String content = root.group(3)
                .replaceAll("<\\?.*?\\?>|<!--.*?-->|<title>.*?</title>|<defs/>|<rect [^>]*fill-opacity=\"0\"/>", "")
                .replaceAll("<text [^>]*>(?:\\u00ad|&#173;)</text>", "")
                .replaceAll(" (?:data-[\\w-]+|id|class|lengthAdjust)=\"[^\"]*\"", "")
                .replaceAll("#FFF(?!\\w)", BACKGROUND)
                .replace(" textLength=", " lengthAdjust=\"spacingAndGlyphs\" textLength=")
                .replaceAll("font-family=\"sans-serif\"", "font-family=\"" + FONTS + "\"")
                .replaceAll("><", ">\n<");
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + width + " " + height
                + "\" width=\"" + width + "\" height=\"" + height + "\" role=\"img\" aria-labelledby=\"title desc\">\n"
                + "<!-- drawn by mvn -Pdiagrams; SHA-256 of the sources: " + digest(style + source) + " -->\n"
                + "<title id=\"title\">" + escaped(comment(source, "title")) + "</title>\n"
                + "<desc id=\"desc\">" + escaped(comment(source, "desc")) + "</desc>\n"
                + "<style>\n@media (prefers-color-scheme: dark) {\n" + dark(style, content) + "}\n</style>\n"
                + "<rect width=\"100%\" height=\"100%\" fill=\"" + BACKGROUND + "\"/>\n" + content + "\n</svg>\n";
    }

    private static String dark(String style, String content) {
        StringBuilder rules = new StringBuilder();
        DARK.matcher(style).results().forEach(pair -> rules.append(rules(pair, content)));
        return rules.toString();
    }

    private static String rules(MatchResult pair, String content) {
        String light = pair.group(1);
        String fill = content.contains("fill=\"" + light + "\"") || light.equals(BACKGROUND)
                ? "[fill=\"" + light + "\"] { fill: " + pair.group(2) + " }\n"
                : "";
        return content.contains("stroke:" + light)
                ? fill + "[style*=\"stroke:" + light + "\"] { stroke: " + pair.group(2) + " !important }\n"
                : fill;
    }

    /** {@return the value of a comment in a source} */
    private static String comment(String source, String name) {
        Matcher found = Pattern.compile("(?m)^'" + name + " (.+)$").matcher(source);
        if (!found.find()) {
            throw new IllegalArgumentException("there is no line '" + name + " in:\n" + source);
        }
        return found.group(1);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private static String digest(String sources) throws GeneralSecurityException {
        byte[] normalized = sources.replace("\r\n", "\n").getBytes(UTF_8);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(normalized));
    }
}
