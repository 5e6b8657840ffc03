/**
 * The client of AWS AppSync: GraphQL, documents of models from the schema in the Amplify file, and events.
 */
@NullMarked
package io.github.amplifyjakarta.internal.graphql;

import org.jspecify.annotations.NullMarked;
