package io.github.amplifyjakarta.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CommandLineTest {

    private static final String APPLICATION = "--application=http://localhost:8080/orders";

    @TempDir
    Path folder;

    private static Options parse(String... more) throws UsageException {
        return CommandLine.parse(
                Stream.concat(Stream.of(APPLICATION), Stream.of(more)).toList());
    }

    @Test
    void needsNothingButTheApplication() throws Exception {
        Options options = CommandLine.parse(List.of("--application", "http://localhost:8080/orders/"));
        assertEquals(
                new Options(
                        List.of(URI.create("http://localhost:8080/orders")),
                        9080,
                        9081,
                        BackEnd.STANDARD,
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()),
                options);
    }

    @Test
    void signsInForSeveralApplications() throws Exception {
        assertEquals(
                List.of(URI.create("http://localhost:8080/b"), URI.create("http://localhost:8080/a")),
                CommandLine.parse(List.of(
                                "--application",
                                "http://localhost:8080/a",
                                "--application",
                                "http://localhost:8080/b/"))
                        .applications());
    }

    @Test
    void readsAllFlags() throws Exception {
        String self = ProcessHandle.current().pid() + "";
        Options options = parse(
                "--port=0",
                "--s3-port",
                "0",
                "--pool-id",
                "us-east-1_Ab3dEf7Gh",
                "--bucket=acme-invoices",
                "--bucket=acme-photos",
                "--user",
                "carol:Secret-42:editors,admins",
                "--user=dan:Secret-42",
                "--objects",
                folder.resolve("objects").toString(),
                "--parent",
                self,
                "--",
                "mvn",
                "--",
                "wildfly:dev");
        assertEquals(0, options.port());
        assertEquals(0, options.s3Port());
        assertEquals("us-east-1_Ab3dEf7Gh", options.backEnd().poolId());
        assertEquals("us-east-1", options.backEnd().region());
        assertEquals(
                List.of("sandbox-bucket", "acme-invoices", "acme-photos"),
                options.backEnd().buckets());
        assertEquals(
                List.of(
                        new SandboxUser("carol", "Secret-42", List.of("editors", "admins")),
                        new SandboxUser("dan", "Secret-42", List.of())),
                options.users());
        assertTrue(Files.isDirectory(options.objects().orElseThrow()));
        assertEquals(ProcessHandle.current(), options.parent().orElseThrow());
        assertEquals(List.of("mvn", "--", "wildfly:dev"), options.command());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9080                    | an argument is 9080, expected a flag such as --application",
                "--prt=1                 | unknown flag --prt, expected one of --application, --port, --s3-port",
                "--port                  | --port has no value, expected a number from 0 to 65535",
                "--port=                 | --port has no value, expected a number from 0 to 65535",
                "--port=abc              | --port is abc, expected a number from 0 to 65535",
                "--s3-port=65536         | --s3-port is 65536, expected a number from 0 to 65535",
                "--port=9081             | --port and --s3-port are 9081, expected two ports",
                "--application=foo       | --application is foo, expected an address such as http://localhost:8080/orders",
                "--application=ftp://x/  | --application is ftp://x/, expected an address",
                "--application=http://x/?a | --application is http://x/?a, expected an address",
                "--application=http://:80 | --application is http://:80, expected an address",
                "--pool-id=foo           | --pool-id is foo, expected an id such as eu-central-1_Sandbox01",
                "--bucket=My_Bucket      | --bucket is My_Bucket, expected 3 to 63 small letters",
                "--user=carol            | --user is carol, expected name:password or name:password:group,group",
                "--user=carol:a:b:c      | --user is carol:…:…:…, expected name:password",
                "--user=:a               | --user is :…, expected name:password",
                "--amplify-file=none     | --amplify-file is none, where there is no file, expected an amplify_outputs.json",
                "--config=none           | --config is none, where there is no file, expected a file with lines such as",
                "--objects=pom.xml       | --objects is pom.xml (java.nio.file.FileAlreadyExistsException",
                "--parent=0x1            | --parent is 0x1, expected the id of a process that runs",
                "--parent=999999999      | --parent is 999999999, expected the id of a process that runs",
                "--                      | the command after -- is missing, expected what starts your server",
            })
    void saysWhatIsWrongInOneLine(String argument, String message) {
        String said = assertThrows(UsageException.class, () -> parse(argument)).getMessage();
        assertTrue(said.startsWith(message), said);
        assertTrue(said.endsWith("; see --help"), said);
        assertEquals(1, said.lines().count(), said);
    }

    @Test
    void asksForTheApplication() {
        assertEquals(
                "--application is missing, expected an address such as http://localhost:8080/orders; see --help",
                assertThrows(UsageException.class, () -> CommandLine.parse(List.of()))
                        .getMessage());
    }

    @Test
    void readsFlagsFromFileBelowThoseOfTheCommandLine() throws Exception {
        Path file = Files.writeString(folder.resolve("sandbox.properties"), """
                # of the orders team
                application = http://localhost:8080/orders
                port=7000

                s3-port=7001
                user=carol:Secret-42:editors
                user=dan:Secret-42
                """);
        Options options = CommandLine.parse(List.of("--port=7002", "--config", file.toString(), "--user=erin:x"));
        assertEquals(List.of(URI.create("http://localhost:8080/orders")), options.applications());
        assertEquals(7002, options.port());
        assertEquals(7001, options.s3Port());
        assertEquals(
                List.of("carol", "dan", "erin"),
                options.users().stream().map(SandboxUser::name).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "port 9080  | is port 9080, expected a line such as port=9080",
                "config=x   | is config=x, expected another flag than config",
            })
    void namesTheLineThatIsWrong(String line, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("flags"), "\n" + line + "\n");
        assertEquals(
                "line 2 of " + file + " " + message,
                assertThrows(UsageException.class, () -> parse("--config=" + file))
                        .getMessage()
                        .replaceFirst("(such as port=9080|than config).*", "$1"));
    }

    @ParameterizedTest
    @EnumSource(Flag.class)
    void describesEachFlag(Flag flag) throws IOException {
        assertTrue(SandboxCommand.usage().contains("  " + flag.flag() + " "), flag.flag());
    }

    @Test
    void describesWhatIsAlwaysThere() throws IOException {
        String usage = SandboxCommand.usage();
        for (String known : List.of(
                "alice",
                "bob",
                "Passw0rd!",
                BackEnd.STANDARD.clientId(),
                Settings.CONFIDENTIAL_CLIENT,
                Settings.CONFIDENTIAL_SECRET,
                ApiAuthorizer.API_KEY,
                "--help",
                "--version",
                "-- mvn wildfly:dev")) {
            assertTrue(usage.contains(known), known);
        }
        assertTrue(usage.lines().allMatch(line -> line.length() <= 80), "fits into a terminal");
    }
}
