package io.github.amplifyjakarta.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The custom queries and mutations of the schema, ready to be sent. Most applications use the methods of {@link
 * GraphQlClient}, which have the same parameters. What is wrong with a parameter is thrown here, not by {@link
 * GraphQlOperation#send()}.
 *
 * <pre>{@code
 * CompletableFuture<OperationResult<Optional<Report>>> report =
 *         graphQl.operations().query("report", Map.of("year", 2026), Report.class).sendAsync();
 * }</pre>
 *
 * @since 0.1.0
 */
public interface CustomOperations {

    /**
     * {@return the operation of {@link GraphQlClient#query}}
     *
     * @param <T> the type of the result
     * @param name the name of the query
     * @param arguments the arguments by name; {@code null} values are sent as null
     * @param type the type of the result, as in {@link GraphQlClient#model}
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when there is no such query, an argument is
     *     missing or unknown, or the result is a list
     */
    <T> GraphQlOperation<Optional<T>> query(String name, Map<String, ?> arguments, Class<T> type);

    /**
     * {@return the operation of {@link GraphQlClient#queryList}}
     *
     * @param <T> the type of the elements
     * @param name the name of the query
     * @param arguments the arguments by name; {@code null} values are sent as null
     * @param type the type of the elements, as in {@link GraphQlClient#model}
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when there is no such query, an argument is
     *     missing or unknown, or the result is not a list
     */
    <T> GraphQlOperation<List<T>> queryList(String name, Map<String, ?> arguments, Class<T> type);

    /**
     * {@return the operation of {@link GraphQlClient#mutation}}
     *
     * @param <T> the type of the result
     * @param name the name of the mutation
     * @param arguments the arguments by name; {@code null} values are sent as null
     * @param type the type of the result, as in {@link GraphQlClient#model}
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when there is no such mutation, an argument is
     *     missing or unknown, or the result is a list
     */
    <T> GraphQlOperation<Optional<T>> mutation(String name, Map<String, ?> arguments, Class<T> type);

    /**
     * {@return the operation of {@link GraphQlClient#mutationList}}
     *
     * @param <T> the type of the elements
     * @param name the name of the mutation
     * @param arguments the arguments by name; {@code null} values are sent as null
     * @param type the type of the elements, as in {@link GraphQlClient#model}
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when there is no such mutation, an argument is
     *     missing or unknown, or the result is not a list
     */
    <T> GraphQlOperation<List<T>> mutationList(String name, Map<String, ?> arguments, Class<T> type);
}
