package io.github.amplifyjakarta.sandbox;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Locale;

/** AppSync developer guide, "AWS AppSync scalars": an extended ISO 8601 date, time and offset; no name of a zone. */
final class AwsDateTime implements Coercing<String, String> {

    static final GraphQLScalarType SCALAR = GraphQLScalarType.newScalar()
            .name("AWSDateTime")
            .coercing(new AwsDateTime())
            .build();

    private AwsDateTime() {}

    @Override
    public String serialize(Object value, GraphQLContext context, Locale locale) {
        return String.valueOf(value);
    }

    @Override
    public String parseValue(Object value, GraphQLContext context, Locale locale) {
        if (isOne(String.valueOf(value))) {
            return String.valueOf(value);
        }
        throw new CoercingParseValueException("the AWSDateTime is " + value);
    }

    @Override
    public String parseLiteral(Value<?> value, CoercedVariables variables, GraphQLContext context, Locale locale) {
        if (value instanceof StringValue text && isOne(text.getValue())) {
            return text.getValue();
        }
        throw new CoercingParseLiteralException("the AWSDateTime is " + value);
    }

    private static boolean isOne(String text) {
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
