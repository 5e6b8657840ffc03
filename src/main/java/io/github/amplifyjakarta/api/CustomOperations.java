package io.github.amplifyjakarta.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The custom queries and mutations of the schema, ready to be sent: the methods of {@link GraphQlClient} are what most callers
 * want. Parameters are theirs, and what is wrong with them is thrown here.
 *
 * <pre>{@code
 * CompletableFuture<OperationResult<Optional<Report>>> report =
 *         graphQl.operations().query("report", Map.of("year", 2026), Report.class).sendAsync();
 * }</pre>
 *
 * @since 0.1.0
 */
public interface CustomOperations {

    /** {@return {@link GraphQlClient#query}} */
    <T> GraphQlOperation<Optional<T>> query(String name, Map<String, ?> arguments, Class<T> type);

    /** {@return {@link GraphQlClient#queryList}} */
    <T> GraphQlOperation<List<T>> queryList(String name, Map<String, ?> arguments, Class<T> type);

    /** {@return {@link GraphQlClient#mutation}} */
    <T> GraphQlOperation<Optional<T>> mutation(String name, Map<String, ?> arguments, Class<T> type);

    /** {@return {@link GraphQlClient#mutationList}} */
    <T> GraphQlOperation<List<T>> mutationList(String name, Map<String, ?> arguments, Class<T> type);
}
