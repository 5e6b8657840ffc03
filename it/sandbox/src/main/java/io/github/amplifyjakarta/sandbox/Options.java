package io.github.amplifyjakarta.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a sandbox is started.
 *
 * @param applications where browsers find the application, without a slash at the end, and others that it signs in for
 * @param port where it listens; 0 for any free port
 * @param s3Port where its S3 listens; 0 for any free port
 * @param backEnd what it stands in for
 * @param users users beside the standard ones
 * @param objects the folder of S3's objects; empty for memory
 * @param parent the process that it ends with
 * @param command what starts the application's server; empty for nothing
 */
record Options(
        List<URI> applications,
        int port,
        int s3Port,
        BackEnd backEnd,
        List<SandboxUser> users,
        Optional<Path> objects,
        Optional<ProcessHandle> parent,
        List<String> command) {

    Options {
        applications = applications.stream()
                .map(each -> URI.create(each.toString().replaceFirst("/+$", "")))
                .toList();
        users = List.copyOf(users);
        command = List.copyOf(command);
    }

    /** Free ports, and nothing that was not asked for. */
    static Options of(URI application, BackEnd backEnd) {
        return new Options(
                List.of(application), 0, 0, backEnd, List.of(), Optional.empty(), Optional.empty(), List.of());
    }
}
