/** The client of AWS AppSync: GraphQL, events, and documents for models of the schema in the Amplify file. */
@NullMarked
package io.github.amplifyjakarta.internal.graphql;

import org.jspecify.annotations.NullMarked;
