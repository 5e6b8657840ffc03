package io.github.amplifyjakarta.internal.graphql;

import io.github.amplifyjakarta.api.ModelClient;
import io.github.amplifyjakarta.api.ModelOperations;
import io.github.amplifyjakarta.api.ModelPage;
import io.github.amplifyjakarta.api.ModelQuery;
import java.util.List;
import java.util.Optional;

/** A model client that waits for the values of its operations. */
final class AppSyncModelClient<T> implements ModelClient<T> {

    private final AppSyncModelOperations<T> operations;

    AppSyncModelClient(AppSyncModelOperations<T> operations) {
        this.operations = operations;
    }

    @Override
    public ModelOperations<T> operations() {
        return operations;
    }

    @Override
    public ModelClient<T> selectionSet(String... paths) {
        return new AppSyncModelClient<>(operations.selectionSet(List.of(paths)));
    }

    @Override
    public ModelClient<T> page(String path, ModelQuery query) {
        return new AppSyncModelClient<>(operations.page(path, query));
    }

    @Override
    public Optional<T> get(Object key) {
        return operations.get(key).value();
    }

    @Override
    public ModelPage<T> list(ModelQuery query) {
        return operations.list(query).value();
    }

    @Override
    public ModelPage<T> index(String queryField, ModelQuery query) {
        return operations.index(queryField, query).value();
    }

    @Override
    public T create(Object input) {
        return operations.create(input).value();
    }

    @Override
    public T update(Object input) {
        return operations.update(input).value();
    }

    @Override
    public Optional<T> delete(Object key) {
        return operations.delete(key).value();
    }

    @Override
    public <R> ModelPage<R> related(Object object, String field, Class<R> relatedType, ModelQuery query) {
        return operations.related(object, field, relatedType, query).value();
    }
}
