package io.github.amplifyjakarta.it.suite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** HTTP/1.1 without the care of a client: the request line goes out as it is. One thread's. */
final class RawConnection implements AutoCloseable {

    private static final int TIME_LIMIT_MILLIS = 20_000;

    private final int port;
    private Socket socket = new Socket();
    private InputStream in = InputStream.nullInputStream();

    /**
     * An answer.
     *
     * @param headers by name in lower case, the last of each
     */
    record Answer(int status, Map<String, String> headers, String body) {}

    RawConnection(int port) {
        this.port = port;
    }

    /**
     * {@return the answer; its status is 0 when the server closed the connection without one}
     *
     * @param headers lines, each with its end; may begin with a Host
     */
    Answer send(String method, String target, String headers) throws IOException {
        boolean fresh = !socket.isConnected() || socket.isClosed();
        try {
            return exchange(method, target, headers);
        } catch (IOException e) {
            socket.close();
            if (fresh) {
                return new Answer(0, Map.of(), "");
            }
            return send(method, target, headers); // a connection that was kept may be closed at any time
        }
    }

    private Answer exchange(String method, String target, String headers) throws IOException {
        if (!socket.isConnected() || socket.isClosed()) {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIME_LIMIT_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
        }
        String length = method.equals("POST") ? "Content-Length: 0\r\n" : "";
        String host = headers.startsWith("Host:") ? "" : "Host: localhost:" + port + "\r\n";
        String request = method + " " + target + " HTTP/1.1\r\n" + host + length + headers + "\r\n";
        socket.getOutputStream().write(request.getBytes(UTF_8));
        return read(method);
    }

    private Answer read(String method) throws IOException {
        String[] status = line().split(" ", 3);
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int code = Integer.parseInt(status[1]);
        String body = method.equals("HEAD") || code == 204 || code == 304 ? "" : body(headers);
        if ("close".equalsIgnoreCase(headers.get("connection"))) {
            socket.close();
        }
        return new Answer(code, headers, body);
    }

    private String body(Map<String, String> headers) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
                body.write(bytes(size));
                line();
            }
            line();
        } else if (headers.containsKey("content-length")) {
            body.write(bytes(Integer.parseInt(headers.get("content-length"))));
        } else {
            in.transferTo(body);
            socket.close();
        }
        return body.toString(UTF_8);
    }

    private byte[] bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        return bytes;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException();
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
