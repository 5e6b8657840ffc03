package io.github.amplifyjakarta.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.cluster.SharedStore;
import io.github.amplifyjakarta.internal.cluster.SharedStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The store of docs/scaling.md, with the table from there. H2 behaves in part as other databases do. */
@ParameterizedClass
@ValueSource(strings = {"Regular", "PostgreSQL", "MySQL;IGNORECASE=TRUE", "Oracle"})
class DatabaseStoreTest extends SharedStoreContract {

    static final Path PAGE = Path.of("docs", "scaling.md");

    private static final Path SOURCE = Path.of("src/test/java/io/github/amplifyjakarta/docs/DatabaseStore.java");

    @Parameter
    String mode;

    private final DatabaseStore store = new DatabaseStore();
    private JdbcConnectionPool database;

    @BeforeEach
    void createTable() throws Exception {
        database = JdbcConnectionPool.create("jdbc:h2:mem:" + System.nanoTime() + ";MODE=" + mode, "sa", "");
        database.setMaxConnections(16);
        store.database = database;
        execute(shown("sql"));
    }

    /** The database ends with its last connection. */
    @AfterEach
    void close() {
        database.dispose();
    }

    @Override
    protected SharedStore store() {
        return store;
    }

    @Test
    void isTheStoreOfThePage() throws IOException {
        String source = Files.readString(SOURCE);
        assertEquals(source.substring(source.indexOf("import ")), shown("java"));
    }

    @Test
    void deletesWhatHasEnded() throws Exception {
        execute(insertion(300));
        store.put("stays", "a", LONG);
        assertEquals(101, rows(), "200 were deleted");
        store.put("too-early", "a", LONG);
        assertEquals(102, rows());
        Thread.sleep(1050);
        assertEquals(Optional.empty(), store.putIfAbsent("later", "a", LONG));
        assertEquals(3, rows());
        assertEquals(List.of(Optional.of("a")), store.get(List.of("stays")));
    }

    @Test
    void writesWhenItCannotDelete() throws Exception {
        execute("CREATE TABLE other (id VARCHAR(64) REFERENCES amplify_store (id));" + insertion(1)
                + "INSERT INTO other VALUES ('1')");
        store.put("key", "a", LONG);
        assertEquals(List.of(Optional.of("a")), store.get(List.of("key")));
    }

    @Test
    void saysThatTheDatabaseIsOutOfReach() throws SQLException {
        execute("DROP TABLE amplify_store");
        assertFails();
        database.dispose();
        assertFails();
    }

    private void assertFails() {
        assertThrows(IllegalStateException.class, () -> store.putIfAbsent("key", "a", LONG));
        assertThrows(IllegalStateException.class, () -> store.replace("key", "a", "b", LONG));
        assertThrows(IllegalStateException.class, () -> store.get(List.of("key")));
        assertThrows(IllegalStateException.class, () -> store.put("key", "a", LONG));
        assertThrows(IllegalStateException.class, () -> store.delete("key"));
    }

    @Test
    void endsAStatementAfterASecond() throws Exception {
        execute("DROP TABLE amplify_store; CREATE VIEW amplify_store AS SELECT 'id' AS id, 'a' AS content,"
                + " 'digest' AS digest, -x AS expires FROM SYSTEM_RANGE(1, 1000000000000)");
        assertTimeout(
                Duration.ofSeconds(5),
                () -> assertThrows(IllegalStateException.class, () -> store.get(List.of("key"))));
    }

    @Test
    void waitsForALockForALimitedTime() throws Exception {
        execute("SET DEFAULT_LOCK_TIMEOUT 100");
        store.put("locked", "a", LONG);
        try (Connection other = database.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.executeUpdate("UPDATE amplify_store SET expires = expires + 1");
            assertThrows(IllegalStateException.class, () -> store.replace("locked", "a", "b", LONG));
            assertEquals(List.of(Optional.of("a")), store.get(List.of("locked")), "reading needs no lock");
            other.rollback();
            other.setAutoCommit(true);
        }
        assertTrue(store.replace("locked", "a", "b", LONG));
    }

    @Test
    void returnsEveryConnection() {
        store.put("key", "a", LONG);
        store.putIfAbsent("key", "b", LONG);
        store.get(List.of("key"));
        store.replace("key", "a", "b", LONG);
        store.delete("key");
        assertEquals(0, database.getActiveConnections());
    }

    private static String insertion(int entries) {
        return "INSERT INTO amplify_store (id, content, digest, expires) SELECT x, 'old', 'digest', x FROM"
                + " SYSTEM_RANGE(1, " + entries + ");";
    }

    /** {@return what the page shows of the store} */
    private static String shown(String language) throws IOException {
        List<String> found = DocumentationTest.snippets().stream()
                .filter(snippet ->
                        snippet.file().equals(PAGE) && snippet.language().equals(language))
                .map(DocumentationTest.Snippet::text)
                .filter(text -> text.contains("amplify_store"))
                .toList();
        assertEquals(1, found.size());
        return found.get(0);
    }

    private void execute(String statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    private int rows() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM amplify_store")) {
            count.next();
            return count.getInt(1);
        }
    }
}
