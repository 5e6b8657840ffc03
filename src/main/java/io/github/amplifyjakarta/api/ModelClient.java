package io.github.amplifyjakarta.api;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads and changes the objects of a model in the schema, which the Amplify file describes. The type that {@link
 * GraphQlClient#model} was given says which fields of the objects are requested.
 *
 * <pre>{@code
 * public record Todo(String id, String content, Boolean done) {}
 *
 * ModelClient<Todo> todos = graphQl.model("Todo", Todo.class);
 * Todo made = todos.create(Map.of("content", "buy milk"));
 * ModelPage<Todo> open = todos.list(query -> query.filter(Map.of("done", Map.of("ne", true))).limit(20));
 * Todo done = todos.update(Map.of("id", made.id(), "done", true));
 * Optional<Todo> gone = todos.delete(made.id());
 * }</pre>
 *
 * <p>Every method that sends a request throws {@link GraphQlException} when the response has errors, and {@link
 * ApiException} and {@link io.github.amplifyjakarta.auth.AuthException} as {@link GraphQlCall#send()}. An operation
 * that the schema turns off is {@link ApiException.Reason#INVALID_INPUT}.
 *
 * <p>Guide: {@code docs/api.md}.
 *
 * @param <T> the type of the objects
 * @since 0.1.0
 */
public interface ModelClient<T> {

    /**
     * Reads an object.
     *
     * @param key the value of its key; for a composite key a map, a record or a JSON object with all fields of the key
     * @return the object; empty when it does not exist
     * @throws GraphQlException when the response has errors
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when a field of the key is missing; another reason
     *     when the call failed
     * @throws io.github.amplifyjakarta.auth.AuthException when the session could not be checked, or the identity pool
     *     gave no credentials
     */
    Optional<T> get(Object key);

    /**
     * Lists objects: the first page.
     *
     * @return the page
     * @throws GraphQlException when the response has errors
     * @throws ApiException when the call failed
     * @throws io.github.amplifyjakarta.auth.AuthException when the session could not be checked, or the identity pool
     *     gave no credentials
     */
    default ModelPage<T> list() {
        return list(ModelQuery.builder().build());
    }

    /**
     * Lists objects: one page.
     *
     * @param query which objects, and which page
     * @return the page
     * @throws GraphQlException when the response has errors
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when the model cannot be listed in this way;
     *     another reason when the call failed
     * @throws io.github.amplifyjakarta.auth.AuthException when the session could not be checked, or the identity pool
     *     gave no credentials
     */
    ModelPage<T> list(ModelQuery query);

    /**
     * Lists objects: one page, as {@link #list(ModelQuery)}. For example {@code list(query -> query.limit(20))}.
     *
     * @param query sets which objects, and which page; called once, before this method returns
     * @return the page
     * @throws GraphQlException when the response has errors
     * @throws ApiException as {@link #list(ModelQuery)}
     * @throws io.github.amplifyjakarta.auth.AuthException when the session could not be checked, or the identity pool
     *     gave no credentials
     */
    default ModelPage<T> list(Consumer<ModelQuery.Builder> query) {
        return list(ModelQuery.with(query));
    }

    /**
     * Lists the objects that a secondary index finds: one page.
     *
     * <pre>{@code
     * ModelQuery ofAuthor = ModelQuery.builder().key("authorId", id).limit(20).build();
     * ModelPage<Post> posts = graphQl.model("Post", Post.class).index("postsByAuthor", ofAuthor);
     * }</pre>
     *
     * @param queryField the field of the index in the schema, for example {@code postsByAuthor}
     * @param query the keys of the index, and options
     * @return the page
     * @throws GraphQlException when the response has errors
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when the model has no such index, or its partition
     *     key is missing; another reason when the call failed
     * @throws io.github.amplifyjakarta.auth.AuthException when the session could not be checked, or the identity pool
     *     gave no credentials
     */
    ModelPage<T> index(String queryField, ModelQuery query);

    /**
     * Lists the objects that a secondary index finds: one page, as {@link #index(String, ModelQuery)}.
     *
     * @param queryField the field of the index in the schema, for example {@code postsByAuthor}
     * @param query sets the keys of the index, and options; called once, before this method returns
     * @return the page
     * @throws GraphQlException when the response has errors
     * @throws ApiException as {@link #index(String, ModelQuery)}
     * @throws io.github.amplifyjakarta.auth.AuthException when the session could not be checked, or the identity pool
     *     gave no credentials
     */
    default ModelPage<T> index(String queryField, Consumer<ModelQuery.Builder> query) {
        return index(queryField, ModelQuery.with(query));
    }

    /**
     * Lists all objects that a query finds. The first page is requested at once. Each other page is requested when the
     * stream gets there. The stream throws what {@link #list(ModelQuery)} would throw.
     *
     * <pre>{@code
     * ModelQuery done = ModelQuery.builder().filter(Map.of("done", Map.of("eq", true))).build();
     * long count = graphQl.model("Todo", Todo.class).stream(done).count();
     * }</pre>
     *
     * @param query the filter, the keys, the order, the page to begin with, and how many objects AppSync reads for a
     *     page
     * @return the objects
     * @throws GraphQlException when the response has errors
     * @throws ApiException as {@link #list(ModelQuery)}
     * @throws io.github.amplifyjakarta.auth.AuthException when the session could not be checked, or the identity pool
     *     gave no credentials
     */
    default Stream<T> stream(ModelQuery query) {
        return ModelPage.stream(query, this::list);
    }

    /**
     * Lists all objects that a query finds, as {@link #stream(ModelQuery)}.
     *
     * @param query sets the filter, the keys, the order, the page to begin with, and how many objects AppSync reads for
     *     a page; called once, before this method returns
     * @return the objects
     * @throws GraphQlException when the response has errors
     * @throws ApiException as {@link #list(ModelQuery)}
     * @throws io.github.amplifyjakarta.auth.AuthException when the session could not be checked, or the identity pool
     *     gave no credentials
     */
    default Stream<T> stream(Consumer<ModelQuery.Builder> query) {
        return stream(ModelQuery.with(query));
    }

    /**
     * Lists all objects that a secondary index finds, page by page, as {@link #stream(ModelQuery)}.
     *
     * @param queryField the field of the index in the schema, for example {@code postsByAuthor}
     * @param query sets the keys of the index, and options; called once, before this method returns
     * @return the objects
     * @throws GraphQlException when the response has errors
     * @throws ApiException as {@link #index(String, ModelQuery)}
     * @throws io.github.amplifyjakarta.auth.AuthException when the session could not be checked, or the identity pool
     *     gave no credentials
     */
    default Stream<T> indexStream(String queryField, Consumer<ModelQuery.Builder> query) {
        return indexStream(queryField, ModelQuery.with(query));
    }

    /**
     * Lists all objects that a secondary index finds, page by page, as {@link #stream(ModelQuery)}.
     *
     * @param queryField the field of the index in the schema, for example {@code postsByAuthor}
     * @param query the keys of the index, and options
     * @return the objects
     * @throws GraphQlException when the response has errors
     * @throws ApiException as {@link #index(String, ModelQuery)}
     * @throws io.github.amplifyjakarta.auth.AuthException when the session could not be checked, or the identity pool
     *     gave no credentials
     */
    default Stream<T> indexStream(String queryField, ModelQuery query) {
        return ModelPage.stream(query, page -> index(queryField, page));
    }

    /**
     * Creates an object.
     *
     * @param input a record, a map or a JSON object with its fields
     * @return the object that was created
     * @throws GraphQlException when the response has errors
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when the input does not fit the
     *     model, for example because it lacks the key of a related object; another reason when the call failed
     * @throws io.github.amplifyjakarta.auth.AuthException when the session could not be checked, or the identity pool
     *     gave no credentials
     */
    T create(Object input);

    /**
     * Updates an object. Fields that only the API sets are left out.
     *
     * @param input a record, a map or a JSON object with the key of the object and the fields to change; use a map to
     *     set a field to null
     * @return the object after the update
     * @throws GraphQlException when the response has errors
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when the input does not fit the
     *     model, for example because it lacks the key of a related object; another reason when the call failed
     * @throws io.github.amplifyjakarta.auth.AuthException when the session could not be checked, or the identity pool
     *     gave no credentials
     */
    T update(Object input);

    /**
     * Deletes an object.
     *
     * @param key the key as for {@link #get}; fields that are not part of the key are left out
     * @return the object as it was; empty when it does not exist
     * @throws GraphQlException when the response has errors
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when a field of the key is missing; another reason
     *     when the call failed
     * @throws io.github.amplifyjakarta.auth.AuthException when the session could not be checked, or the identity pool
     *     gave no credentials
     */
    Optional<T> delete(Object key);

    /**
     * Reads the objects that an object of this model is related to: the first page. If the object belongs to one
     * object, or has one, the page has one object at most.
     *
     * <pre>{@code
     * ModelPage<Comment> comments = graphQl.model("Post", Post.class).related(post, "comments", Comment.class);
     * }</pre>
     *
     * @param <R> the type of the related objects
     * @param object the object of this model, with the fields that make the relation
     * @param field the field of this model that is the relation
     * @param type the type of the related objects, as in {@link GraphQlClient#model}
     * @return the page
     * @throws GraphQlException when a response has errors
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when the field is not a relation, or the object
     *     lacks a field that makes it; another reason when a call failed
     * @throws io.github.amplifyjakarta.auth.AuthException when the session could not be checked, or the identity pool
     *     gave no credentials
     */
    default <R> ModelPage<R> related(Object object, String field, Class<R> type) {
        return related(object, field, type, ModelQuery.builder().build());
    }

    /**
     * Reads the objects that an object of this model is related to: one page.
     *
     * @param <R> the type of the related objects
     * @param object the object of this model, with the fields that make the relation
     * @param field the field of this model that is the relation
     * @param type the type of the related objects, as in {@link GraphQlClient#model}
     * @param query the filter, the limit, and the page to read; it has no effect if the object belongs to one object
     * @return the page
     * @throws GraphQlException when a response has errors
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when the field is not a relation, or the object
     *     lacks a field that makes it; another reason when a call failed
     * @throws io.github.amplifyjakarta.auth.AuthException when the session could not be checked, or the identity pool
     *     gave no credentials
     */
    <R> ModelPage<R> related(Object object, String field, Class<R> type, ModelQuery query);

    /**
     * {@return the same methods as operations, which can be sent without waiting and whose results have the errors too}
     */
    ModelOperations<T> operations();

    /**
     * Creates a client that requests other fields. Call it before {@link #page}.
     *
     * <pre>{@code
     * ModelClient<JsonObject> posts =
     *         graphQl.model("Post", JsonObject.class).selectionSet("id", "author.name", "comments.*");
     * }</pre>
     *
     * @param paths the fields, as in Amplify: {@code id}, {@code comments.*}, {@code author.name}
     * @return a client of the same model
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when the model has no such field, or {@link #page}
     *     was called before
     */
    ModelClient<T> selectionSet(String... paths);

    /**
     * Creates a client that requests a page of a list within each object. Without it AppSync returns the first page,
     * whose size it chooses. If a record has a {@link ModelPage} as the type of the list, it also gets the token of the
     * next page.
     *
     * <pre>{@code
     * public record Post(String id, ModelPage<Comment> comments) {}
     *
     * ModelClient<Post> posts = graphQl.model("Post", Post.class).page("comments", query -> query.limit(20));
     * }</pre>
     *
     * @param path the path of the list, with dots: {@code comments}, {@code author.posts}
     * @param query the limit, the filter, the order, and the page of the list
     * @return a client of the same model
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when there is no such list
     */
    ModelClient<T> page(String path, ModelQuery query);

    /**
     * Creates a client that requests a page of a list within each object, as {@link #page(String, ModelQuery)}.
     *
     * @param path the path of the list, with dots: {@code comments}, {@code author.posts}
     * @param query sets the limit, the filter, the order, and the page of the list; called once, before this method
     *     returns
     * @return a client of the same model
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when there is no such list
     */
    default ModelClient<T> page(String path, Consumer<ModelQuery.Builder> query) {
        return page(path, ModelQuery.with(query));
    }
}
