package io.github.amplifyjakarta.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A store of small texts that all nodes of a cluster reach. Each entry has a lifetime of its own and is gone after it.
 * With {@code amplify.cluster.url} the library uses Valkey or Redis. For another engine the application has a CDI bean
 * of this type, which then takes the place of the library's own:
 *
 * <pre>{@code
 * @ApplicationScoped
 * public class OrdersStore implements SharedStore {
 *
 *     @Resource
 *     DataSource database;
 *
 *     ...
 * }
 * }</pre>
 *
 * <p>Guide: {@code docs/scaling.md}, with a complete store on JDBC under "A database instead of Redis".
 *
 * <p>Methods are called by several threads at once, which lack the naming context of the application: look resources up
 * when the bean is made, which is at the start of the application. They should end within 250 milliseconds; the library
 * waits no longer than twice that. Any {@link RuntimeException} means that the store is out of reach: the node goes on
 * alone, and asks the store again after five seconds. A store may lose entries, which costs calls to Cognito; of sessions
 * that are in it ({@code amplify.auth.session.store=shared}) it costs the sessions. It must not return a value that was
 * replaced or deleted.
 *
 * <p>Keys have at most 100 characters: letters, digits, {@code -}, {@code _}, {@code :} and {@code .}. Values have at
 * most 64 KiB of ASCII. They are sealed: nobody can read tokens from them without the cookies of the session.
 *
 * @since 0.1.0
 */
public interface SharedStore {

    /**
     * Stores a value unless the key has one. Of several calls at once only one stores.
     *
     * @param key the key
     * @param value the value
     * @param life how long the entry lives; at least a second
     * @return the value that was there; empty when this call has stored its own
     */
    Optional<String> putIfAbsent(String key, String value, Duration life);

    /**
     * Replaces a value if it is the expected one, as one step.
     *
     * @param key the key
     * @param expected the value that must be there
     * @param value the new value
     * @param life how long the entry lives from now on; at least a second
     * @return whether the value was replaced
     */
    boolean replace(String key, String expected, String value, Duration life);

    /**
     * Reads values, in one call to the store.
     *
     * @param keys one to 64 keys
     * @return the values in the order of the keys; empty for a key without one
     */
    List<Optional<String>> get(List<String> keys);

    /**
     * Stores a value, whatever was there.
     *
     * @param key the key
     * @param value the value
     * @param life how long the entry lives; at least a second
     */
    void put(String key, String value, Duration life);

    /**
     * Deletes an entry, if it is there.
     *
     * @param key the key
     */
    void delete(String key);
}
