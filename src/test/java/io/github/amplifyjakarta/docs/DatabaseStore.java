package io.github.amplifyjakarta.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.amplifyjakarta.cluster.SharedStore;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** A table that all nodes share. Each statement commits by itself, so it is atomic. */
@ApplicationScoped
public class DatabaseStore implements SharedStore {

    private static final Logger LOG = System.getLogger(DatabaseStore.class.getName());

    private static final String INSERT = "INSERT INTO amplify_store (content, digest, expires, id) VALUES (?, ?, ?, ?)";
    private static final String UPDATE = "UPDATE amplify_store SET content = ?, digest = ?, expires = ? WHERE id = ?";

    private static final int MOST_ATTEMPTS = 20;
    private static final int MOST_SWEPT = 200;

    @Resource
    DataSource database;

    private final AtomicLong nextSweep = new AtomicLong();

    @Override
    public Optional<String> putIfAbsent(String key, String value, Duration life) {
        return call(connection -> {
            Optional<String> there = read(connection, List.of(key)).get(0);
            if (there.isEmpty() && !write(connection, UPDATE + " AND expires <= ?", key, value, life, now())) {
                insert(connection, key, value, life);
            }
            return there;
        });
    }

    @Override
    public boolean replace(String key, String expected, String value, Duration life) {
        String ifExpected = UPDATE + " AND digest = ? AND expires > ?";
        return call(connection -> write(connection, ifExpected, key, value, life, digest(expected), now()));
    }

    @Override
    public List<Optional<String>> get(List<String> keys) {
        return call(connection -> read(connection, keys));
    }

    @Override
    public void put(String key, String value, Duration life) {
        call(connection -> write(connection, UPDATE, key, value, life) || insert(connection, key, value, life));
    }

    @Override
    public void delete(String key) {
        call(connection -> update(connection, "DELETE FROM amplify_store WHERE id = ?", digest(key)));
    }

    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    private <T> T call(Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(true);
                return work.with(connection);
            } catch (SQLException e) {
                // 23: another call has inserted the key; 40: the statement was rolled back, as after a deadlock
                boolean again = Objects.toString(e.getSQLState()).matches("(23|40).*");
                if (!again || attempt == MOST_ATTEMPTS) {
                    throw new IllegalStateException("no answer from the database", e);
                }
            }
        }
    }

    private static List<Optional<String>> read(Connection connection, List<String> keys) throws SQLException {
        List<Object> parameters = new ArrayList<>(List.of(now()));
        keys.forEach(key -> parameters.add(digest(key)));
        String marks = String.join(", ", Collections.nCopies(keys.size(), "?"));
        String sql = "SELECT id, content FROM amplify_store WHERE expires > ? AND id IN (" + marks + ")";
        Map<String, String> found = new HashMap<>();
        try (PreparedStatement statement = prepare(connection, sql, parameters.toArray());
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.put(rows.getString(1), Objects.toString(rows.getString(2), "")); // Oracle: null instead of ""
            }
        }
        return keys.stream()
                .map(key -> Optional.ofNullable(found.get(digest(key))))
                .toList();
    }

    private boolean insert(Connection connection, String key, String value, Duration life) throws SQLException {
        write(connection, INSERT, key, value, life);
        sweep(connection);
        return true;
    }

    private static boolean write(
            Connection connection, String sql, String key, String value, Duration life, Object... more)
            throws SQLException {
        List<Object> parameters = new ArrayList<>(List.of(value, digest(value), now() + life.toMillis(), digest(key)));
        parameters.addAll(List.of(more));
        return update(connection, sql, parameters.toArray()) == 1;
    }

    private static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(1); // seconds; the library stops waiting after half of one
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    /** Deletes the oldest of the entries that have ended: once a second, and few, so that no call takes long. */
    private void sweep(Connection connection) {
        long now = now();
        long next = nextSweep.get();
        if (now < next || !nextSweep.compareAndSet(next, now + 1000)) {
            return;
        }
        String ended = "SELECT expires FROM amplify_store WHERE expires <= ? ORDER BY expires";
        try (PreparedStatement statement = prepare(connection, ended, now)) {
            statement.setMaxRows(MOST_SWEPT);
            long last = 0;
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    last = rows.getLong(1);
                }
            }
            update(connection, "DELETE FROM amplify_store WHERE expires <= ?", last);
        } catch (SQLException e) { // what was inserted is there
            LOG.log(Level.WARNING, "entries that have ended stay in the database for now: {0}", e.toString());
        }
    }

    private static long now() {
        return System.currentTimeMillis();
    }

    /** Databases compare texts in many ways: some without case, and large ones not at all. */
    private static String digest(String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
