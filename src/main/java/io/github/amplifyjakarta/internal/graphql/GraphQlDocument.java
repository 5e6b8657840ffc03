package io.github.amplifyjakarta.internal.graphql;

/**
 * A document with one operation.
 *
 * @param kind of the operation
 * @param text what is sent
 */
record GraphQlDocument(OperationKind kind, String text) {

    /** {@return a document of the application's} */
    static GraphQlDocument of(String text) {
        return new GraphQlDocument(OperationKind.of(text), text);
    }
}
