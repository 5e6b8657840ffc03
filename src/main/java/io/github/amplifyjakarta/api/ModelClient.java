package io.github.amplifyjakarta.api;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The operations of a model in the schema, as the Amplify file describes it. What is asked for of each object follows from
 * the type that {@link GraphQlClient#model} was given.
 *
 * <pre>{@code
 * public record Todo(String id, String content, Boolean done) {}
 *
 * ModelClient<Todo> todos = graphQl.model("Todo", Todo.class);
 * Todo made = todos.create(Map.of("content", "buy milk"));
 * ModelPage<Todo> open = todos.list(query -> query.filter(Map.of("done", Map.of("ne", true))).limit(20));
 * }</pre>
 *
 * <p>Every method throws {@link GraphQlException} when the answer has errors, and {@link ApiException} as {@link
 * GraphQlCall#send()}.
 *
 * @param <T> what objects become
 * @since 0.1.0
 */
public interface ModelClient<T> {

    /**
     * {@return an object; empty when there is none}
     *
     * @param key the value of its key; a map, a record or a JSON object with all fields of a composite key
     */
    Optional<T> get(Object key);

    /** {@return the first page of objects} */
    default ModelPage<T> list() {
        return list(ModelQuery.builder().build());
    }

    /** {@return a page of objects} */
    ModelPage<T> list(ModelQuery query);

    /** {@return a page of objects, for example {@code list(query -> query.limit(20))}} */
    default ModelPage<T> list(Consumer<ModelQuery.Builder> query) {
        return list(ModelQuery.with(query));
    }

    /**
     * {@return a page of objects that a secondary index finds}
     *
     * @param queryField the index's field in the schema, for example {@code postsByAuthor}
     * @param query with the keys of the index, and options
     */
    ModelPage<T> index(String queryField, ModelQuery query);

    /** {@return a page of objects that a secondary index finds} */
    default ModelPage<T> index(String queryField, Consumer<ModelQuery.Builder> query) {
        return index(queryField, ModelQuery.with(query));
    }

    /**
     * {@return all objects that a query finds, which are asked for page by page as the stream is read} The first page is
     * asked for at once. The stream throws what {@link #list(ModelQuery)} would throw.
     *
     * @param query filter, keys, order, the page to begin with, and how many objects AppSync looks at for a page
     */
    default Stream<T> stream(ModelQuery query) {
        return ModelPage.stream(query, this::list);
    }

    /** {@return all objects that a query finds, as {@link #stream(ModelQuery)}} */
    default Stream<T> stream(Consumer<ModelQuery.Builder> query) {
        return stream(ModelQuery.with(query));
    }

    /** {@return all objects that a secondary index finds, as {@link #stream(ModelQuery)}} */
    default Stream<T> indexStream(String queryField, Consumer<ModelQuery.Builder> query) {
        return indexStream(queryField, ModelQuery.with(query));
    }

    /** {@return all objects that a secondary index finds, as {@link #stream(ModelQuery)}} */
    default Stream<T> indexStream(String queryField, ModelQuery query) {
        return ModelPage.stream(query, page -> index(queryField, page));
    }

    /** Creates an object from a record, a map or a JSON object with its fields; {@return what was created} */
    T create(Object input);

    /**
     * Updates an object; fields that only the API sets are left out.
     *
     * @param input a record, a map or a JSON object with its key and what changes; to set a field to null, use a map
     * @return what it is now
     */
    T update(Object input);

    /** Deletes an object; {@return what it was} The key is as for {@link #get}; other fields are left out. */
    Optional<T> delete(Object key);

    /**
     * {@return the objects that one of this model's objects is related to} Of a model that it belongs to or has one of, that
     * is one at most.
     *
     * @param object the object, with the fields that make the relation
     * @param field the relation
     * @param type what those objects become, as in {@link GraphQlClient#model}
     */
    default <R> ModelPage<R> related(Object object, String field, Class<R> type) {
        return related(object, field, type, ModelQuery.builder().build());
    }

    /**
     * {@return a page of the objects that one of this model's objects is related to}
     *
     * @param object the object, with the fields that make the relation
     * @param field the relation
     * @param type what those objects become, as in {@link GraphQlClient#model}
     * @param query filter, limit, and the page before; nothing of it counts for a model that it belongs to
     */
    <R> ModelPage<R> related(Object object, String field, Class<R> type, ModelQuery query);

    /** {@return the same as operations, which give their errors too and need not be waited for} */
    ModelOperations<T> operations();

    /**
     * {@return operations that ask for other fields} Paths as in Amplify: {@code id}, {@code comments.*}, {@code author.name}. Call it before
     * {@link #page}.
     */
    ModelClient<T> selectionSet(String... paths);

    /**
     * {@return operations that ask for a page of a list within each object} Without it AppSync gives the first page, of as many as it
     * likes. A record that has a {@link ModelPage} in the place of the list gets the token of the next page.
     *
     * <pre>{@code
     * public record Post(String id, ModelPage<Comment> comments) {}
     *
     * ModelClient<Post> posts = graphQl.model("Post", Post.class).page("comments", query -> query.limit(20));
     * }</pre>
     *
     * @param path to the list, with dots: {@code comments}, {@code author.posts}
     * @param query limit, filter, order, and the page to begin with, of the list
     */
    ModelClient<T> page(String path, ModelQuery query);

    /** {@return operations that ask for a page of a list within each object, as {@link #page(String, ModelQuery)}} */
    default ModelClient<T> page(String path, Consumer<ModelQuery.Builder> query) {
        return page(path, ModelQuery.with(query));
    }
}
