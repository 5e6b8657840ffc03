package io.github.amplifyjakarta.it.suite;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends other spellings of protected paths to an application {@code paths}, without a session. */
final class PathAttack {

    /** What the body of all protected content has, and of nothing else. */
    static final String SECRET = "for the signed-in only";

    private static final List<String> METHODS =
            List.of("GET", "GET", "GET", "HEAD", "POST", "OPTIONS", "PREFLIGHT", "BREW");
    private static final int THREADS = 4;

    private final int port;
    private final String contextPath;

    /**
     * What came of it.
     *
     * @param statuses how often each status was answered; 0: the connection was closed without an answer
     * @param reached requests that reached protected content
     */
    record Result(Map<Integer, Long> statuses, List<String> reached) {

        long sent() {
            return statuses.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    PathAttack(int port, String contextPath) {
        this.port = port;
        this.contextPath = contextPath;
    }

    /** {@return what so many spellings come to} */
    Result send(long seed, int spellings) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Result>> shares = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                long own = seed + i;
                shares.add(() -> share(own, spellings / THREADS));
            }
            Map<Integer, Long> statuses = new TreeMap<>();
            List<String> reached = new ArrayList<>();
            for (Future<Result> share : threads.invokeAll(shares)) {
                share.get().statuses().forEach((status, count) -> statuses.merge(status, count, Long::sum));
                reached.addAll(share.get().reached());
            }
            return new Result(statuses, reached);
        } finally {
            threads.shutdown();
        }
    }

    private Result share(long seed, int spellings) throws IOException {
        PathSpellings paths = new PathSpellings(seed, contextPath);
        Random random = new Random(~seed);
        Map<Integer, Long> statuses = new TreeMap<>();
        List<String> reached = new ArrayList<>();
        try (RawConnection connection = new RawConnection(port)) {
            for (int i = 0; i < spellings; i++) {
                String method = METHODS.get(random.nextInt(METHODS.size()));
                String target = paths.next();
                RawConnection.Answer answer = send(connection, method, target);
                statuses.merge(answer.status(), 1L, Long::sum);
                if (isProtected(method, answer)) {
                    reached.add(method + " " + target + " -> " + answer.status());
                }
            }
        }
        return new Result(statuses, reached);
    }

    static RawConnection.Answer send(RawConnection connection, String method, String target) throws IOException {
        return method.equals("PREFLIGHT")
                ? connection.send(
                        "OPTIONS", target, "Origin: https://other.example\r\nAccess-Control-Request-Method: GET\r\n")
                : connection.send(method, target, "");
    }

    /**
     * Asks for what everybody may see, of a host in whose name an address of a protected resource stands: some servers and
     * frameworks put both together and read what comes of it.
     *
     * @return what was reached
     */
    static List<String> inTheHost(RawConnection connection, String contextPath) throws IOException {
        List<String> reached = new ArrayList<>();
        for (String target : List.of("/api/index", "/open/page.txt", "/forwarded/index")) {
            for (String secret : List.of("/api/inner", "/inner", "/api/tree/oak", "/protected/page.txt")) {
                for (String end : List.of("?", "#", ";", "%3F", "/..;/..;/", "\\", "")) {
                    String host = "Host: localhost" + contextPath + secret + end + "\r\n";
                    RawConnection.Answer answer = connection.send("GET", contextPath + target, host);
                    if (answer.body().contains(SECRET)) {
                        reached.add(target + " " + host.strip());
                    }
                }
            }
        }
        return reached;
    }

    /** The answer to HEAD has no body: what says how long it would be, or when it was written, is the file's. */
    private static boolean isProtected(String method, RawConnection.Answer answer) {
        return answer.body().contains(SECRET)
                || (method.equals("HEAD")
                        && answer.status() == 200
                        && answer.headers().getOrDefault("content-length", "").equals(SECRET.length() + 1 + ""));
    }
}
