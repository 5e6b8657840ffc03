package io.github.amplifyjakarta.api;

import java.util.Optional;

/**
 * The operations of a model, ready to be sent: {@link ModelClient} is what most callers want. Parameters are those of its
 * methods, and what is wrong with them is thrown here.
 *
 * <pre>{@code
 * OperationResult<ModelPage<Todo>> answer = todos.operations().list(query).send();
 * answer.errors().forEach(error -> log.warn(error.message()));
 * show(answer.value().items());
 * }</pre>
 *
 * @param <T> what objects become
 * @since 0.1.0
 */
public interface ModelOperations<T> {

    /** {@return {@link ModelClient#get}} */
    GraphQlOperation<Optional<T>> get(Object key);

    /** {@return {@link ModelClient#list()}} */
    default GraphQlOperation<ModelPage<T>> list() {
        return list(ModelQuery.builder().build());
    }

    /** {@return {@link ModelClient#list(ModelQuery)}} */
    GraphQlOperation<ModelPage<T>> list(ModelQuery query);

    /** {@return {@link ModelClient#index}} */
    GraphQlOperation<ModelPage<T>> index(String queryField, ModelQuery query);

    /** {@return {@link ModelClient#create}} */
    GraphQlOperation<T> create(Object input);

    /** {@return {@link ModelClient#update}} */
    GraphQlOperation<T> update(Object input);

    /** {@return {@link ModelClient#delete}} */
    GraphQlOperation<Optional<T>> delete(Object key);

    /** {@return {@link ModelClient#related(Object, String, Class, ModelQuery)}} It may take more than one call. */
    <R> GraphQlOperation<ModelPage<R>> related(Object object, String field, Class<R> type, ModelQuery query);

    /** {@return {@link ModelClient#related(Object, String, Class)}} It may take more than one call. */
    default <R> GraphQlOperation<ModelPage<R>> related(Object object, String field, Class<R> type) {
        return related(object, field, type, ModelQuery.builder().build());
    }
}
