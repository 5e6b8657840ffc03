package io.github.amplifyjakarta.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The arguments of the command, checked one by one. */
final class CommandLine {

    private static final String PORT = "9080";
    private static final String S3_PORT = "9081";

    /** All values of each flag, in their order. */
    private final Map<Flag, List<String>> values = new EnumMap<>(Flag.class);

    private CommandLine() {}

    /**
     * Reads the arguments.
     *
     * @throws UsageException when one is wrong
     */
    static Options parse(List<String> arguments) throws UsageException {
        int end = arguments.indexOf("--");
        List<String> own = own(arguments);
        List<String> command = end < 0 ? List.of() : arguments.subList(end + 1, arguments.size());
        if (end >= 0 && command.isEmpty()) {
            throw new UsageException("the command after -- is missing, expected what starts your server");
        }
        CommandLine given = new CommandLine();
        given.readArguments(own);
        CommandLine all = new CommandLine();
        for (String file : given.values.getOrDefault(Flag.CONFIG, List.of())) {
            all.readFile(file);
        }
        given.values.forEach((flag, list) ->
                all.values.computeIfAbsent(flag, key -> new ArrayList<>()).addAll(list));
        return all.options(command);
    }

    /** {@return the arguments that are not the command's} */
    static List<String> own(List<String> arguments) {
        int end = arguments.indexOf("--");
        return end < 0 ? arguments : arguments.subList(0, end);
    }

    private void readArguments(List<String> arguments) throws UsageException {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (!argument.startsWith("--")) {
                throw new UsageException("an argument is " + argument + ", expected a flag such as --application");
            }
            int equals = argument.indexOf('=');
            Flag flag = flag(equals < 0 ? argument : argument.substring(0, equals));
            if (equals >= 0) {
                add(flag, argument.substring(equals + 1));
            } else if (i + 1 < arguments.size() && !arguments.get(i + 1).startsWith("--")) {
                i++;
                add(flag, arguments.get(i));
            } else {
                throw flag.withoutValue();
            }
        }
    }

    /** Each line is a flag without its dashes, an equals sign and the value. */
    private void readFile(String name) throws UsageException {
        List<String> lines;
        try {
            lines = Files.readAllLines(existing(Flag.CONFIG, name));
        } catch (IOException e) { // it cannot be read, or is not UTF-8
            throw Flag.CONFIG.wrong(name + " (" + e + ")");
        }
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals < 0) {
                throw new UsageException(
                        "line " + (i + 1) + " of " + name + " is " + line + ", expected a line such as port=9080");
            }
            Flag flag = flag("--" + line.substring(0, equals).strip());
            if (flag == Flag.CONFIG) {
                throw new UsageException("line " + (i + 1) + " of " + name + " is " + line
                        + ", expected another flag than config within such a file");
            }
            add(flag, line.substring(equals + 1).strip());
        }
    }

    private static Flag flag(String name) throws UsageException {
        return Flag.of(name)
                .orElseThrow(() -> new UsageException("unknown flag " + name + ", expected one of "
                        + String.join(
                                ", ",
                                List.of(Flag.values()).stream().map(Flag::flag).toList())
                        + ", --help, --version"));
    }

    private void add(Flag flag, String value) throws UsageException {
        if (value.isBlank()) {
            throw flag.withoutValue();
        }
        values.computeIfAbsent(flag, key -> new ArrayList<>()).add(value);
    }

    private Options options(List<String> command) throws UsageException {
        List<URI> applications = new ArrayList<>();
        for (String application : values.getOrDefault(Flag.APPLICATION, List.of())) {
            applications.add(0, application(application)); // of a file and a command line, the latter is ahead
        }
        if (applications.isEmpty()) {
            throw Flag.APPLICATION.missing();
        }
        List<SandboxUser> users = new ArrayList<>();
        for (String user : values.getOrDefault(Flag.USER, List.of())) {
            users.add(SandboxUser.parse(user));
        }
        int port = port(Flag.PORT, PORT);
        int s3Port = port(Flag.S3_PORT, S3_PORT);
        if (port != 0 && port == s3Port) {
            throw new UsageException(
                    "--port and --s3-port are " + port + ", expected two ports (without flags they are 9080 and 9081)");
        }
        return new Options(applications, port, s3Port, backEnd(), users, objects(), parent(), command);
    }

    private Optional<String> last(Flag flag) {
        List<String> given = values.getOrDefault(flag, List.of());
        return given.isEmpty() ? Optional.empty() : Optional.of(given.get(given.size() - 1));
    }

    private static URI application(String text) throws UsageException {
        try {
            URI uri = new URI(text);
            boolean web = Set.of("http", "https")
                    .contains(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT));
            if (web
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw (UsageException) Flag.APPLICATION.wrong(text).initCause(e);
        }
        throw Flag.APPLICATION.wrong(text);
    }

    private int port(Flag flag, String standard) throws UsageException {
        String text = last(flag).orElse(standard);
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
            throw flag.wrong(text);
        }
        return Integer.parseInt(text);
    }

    private BackEnd backEnd() throws UsageException {
        BackEnd backEnd = BackEnd.STANDARD;
        Optional<String> file = last(Flag.AMPLIFY_FILE);
        if (file.isPresent()) {
            backEnd = AmplifyFile.read(existing(Flag.AMPLIFY_FILE, file.get())).over(backEnd);
            requireServed(Flag.AMPLIFY_FILE, file.get() + ", which names ", backEnd);
        }
        Optional<String> poolId = last(Flag.POOL_ID);
        if (poolId.isPresent()) {
            backEnd = backEnd.withPoolId(poolId.get());
            requireServed(Flag.POOL_ID, "", backEnd);
        }
        backEnd = backEnd.withMoreBuckets(values.getOrDefault(Flag.BUCKET, List.of()));
        requireServed(Flag.BUCKET, "", backEnd);
        return backEnd;
    }

    /** @param source what the flag is, up to the name */
    private static void requireServed(Flag flag, String source, BackEnd backEnd) throws UsageException {
        Optional<String> wrong = backEnd.wrongName();
        if (wrong.isPresent()) {
            throw flag.wrong(source + wrong.get());
        }
    }

    private static Path existing(Flag flag, String name) throws UsageException {
        Path path = path(flag, name);
        if (!Files.isRegularFile(path)) {
            throw flag.wrong(name + ", where there is no file");
        }
        return path;
    }

    private static Path path(Flag flag, String name) throws UsageException {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw (UsageException) flag.wrong(name).initCause(e);
        }
    }

    private Optional<Path> objects() throws UsageException {
        Optional<String> name = last(Flag.OBJECTS);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path folder = Files.createDirectories(path(Flag.OBJECTS, name.get()));
            if (!Files.isWritable(folder)) {
                throw Flag.OBJECTS.wrong(name.get() + ", which cannot be written");
            }
            return Optional.of(folder);
        } catch (IOException e) { // a file, or within a folder that cannot be written
            throw (UsageException)
                    Flag.OBJECTS.wrong(name.get() + " (" + e + ")").initCause(e);
        }
    }

    private Optional<ProcessHandle> parent() throws UsageException {
        Optional<String> id = last(Flag.PARENT);
        if (id.isEmpty()) {
            return Optional.empty();
        }
        Optional<ProcessHandle> parent = id.filter(text -> text.matches("\\d{1,18}"))
                .flatMap(text -> ProcessHandle.of(Long.parseLong(text)))
                .filter(ProcessHandle::isAlive);
        if (parent.isEmpty()) {
            throw Flag.PARENT.wrong(id.get());
        }
        return parent;
    }
}
