package io.github.amplifyjakarta.internal.graphql;

/**
 * A document with one operation.
 *
 * @param kind the kind of operation
 * @param text the text that is sent
 */
record GraphQlDocument(OperationKind kind, String text) {

    /** {@return a document of the application} */
    static GraphQlDocument of(String text) {
        return new GraphQlDocument(OperationKind.of(text), text);
    }
}
