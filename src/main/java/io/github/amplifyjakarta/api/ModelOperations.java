package io.github.amplifyjakarta.api;

import java.util.Optional;

/**
 * The operations of a model, ready to be sent. Most applications use {@link ModelClient}, whose methods have the same
 * parameters. What is wrong with a parameter is thrown here, not by {@link GraphQlOperation#send()}.
 *
 * <pre>{@code
 * OperationResult<ModelPage<Todo>> result = todos.operations().list(query).send();
 * result.errors().forEach(error -> log.warn(error.message()));
 * show(result.value().items());
 * }</pre>
 *
 * @param <T> the type of the objects
 * @since 0.1.0
 */
public interface ModelOperations<T> {

    /**
     * {@return the operation of {@link ModelClient#get}}
     *
     * @param key the value of the key; for a composite key a map, a record or a JSON object with all fields of the key
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when a field of the key is missing
     */
    GraphQlOperation<Optional<T>> get(Object key);

    /**
     * {@return the operation of {@link ModelClient#list()}}
     *
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when the schema turns the operation off
     */
    default GraphQlOperation<ModelPage<T>> list() {
        return list(ModelQuery.builder().build());
    }

    /**
     * {@return the operation of {@link ModelClient#list(ModelQuery)}}
     *
     * @param query which objects, and which page
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when the model cannot be listed in this way
     */
    GraphQlOperation<ModelPage<T>> list(ModelQuery query);

    /**
     * {@return the operation of {@link ModelClient#index(String, ModelQuery)}}
     *
     * @param queryField the field of the index in the schema, for example {@code postsByAuthor}
     * @param query the keys of the index, and options
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when the model has no such index, or its partition
     *     key is missing
     */
    GraphQlOperation<ModelPage<T>> index(String queryField, ModelQuery query);

    /**
     * {@return the operation of {@link ModelClient#create}}
     *
     * @param input a record, a map or a JSON object with the fields of the object
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when the input does not fit the
     *     model, for example because it lacks the key of a related object
     */
    GraphQlOperation<T> create(Object input);

    /**
     * {@return the operation of {@link ModelClient#update}}
     *
     * @param input a record, a map or a JSON object with the key of the object and the fields to change; use a map to
     *     set a field to null
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when the input does not fit the
     *     model, for example because it lacks the key of a related object
     */
    GraphQlOperation<T> update(Object input);

    /**
     * {@return the operation of {@link ModelClient#delete}}
     *
     * @param key the key as for {@link #get}; fields that are not part of the key are left out
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when a field of the key is missing
     */
    GraphQlOperation<Optional<T>> delete(Object key);

    /**
     * {@return the operation of {@link ModelClient#related(Object, String, Class, ModelQuery)}} It may take more than
     * one call.
     *
     * @param <R> the type of the related objects
     * @param object the object of this model, with the fields that make the relation
     * @param field the field of this model that is the relation
     * @param type the type of the related objects, as in {@link GraphQlClient#model}
     * @param query the filter, the limit, and the page to read; it has no effect if the object belongs to one object
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when the field is not a relation, or the object
     *     lacks a field that makes it
     */
    <R> GraphQlOperation<ModelPage<R>> related(Object object, String field, Class<R> type, ModelQuery query);

    /**
     * {@return the operation of {@link ModelClient#related(Object, String, Class)}} It may take more than one call.
     *
     * @param <R> the type of the related objects
     * @param object the object of this model, with the fields that make the relation
     * @param field the field of this model that is the relation
     * @param type the type of the related objects, as in {@link GraphQlClient#model}
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when the field is not a relation, or the object
     *     lacks a field that makes it
     */
    default <R> GraphQlOperation<ModelPage<R>> related(Object object, String field, Class<R> type) {
        return related(object, field, type, ModelQuery.builder().build());
    }
}
