package io.github.amplifyjakarta.internal.graphql;

import io.github.amplifyjakarta.internal.aws.ApiErrors;
import io.github.amplifyjakarta.internal.graphql.Introspection.Field;
import io.github.amplifyjakarta.internal.graphql.Introspection.Kind;
import java.util.List;

/** A type of a schema, by its name. Only models and custom types have fields. */
record SchemaType(Introspection schema, Kind kind, String name) {

    static SchemaType ofModel(Introspection schema, String name) {
        return new SchemaType(schema, Kind.MODEL, name);
    }

    /** {@return the type of a field of the same schema} */
    SchemaType of(Field field) {
        return new SchemaType(schema, field.kind(), field.type());
    }

    boolean hasFields() {
        return kind == Kind.MODEL || kind == Kind.CUSTOM_TYPE;
    }

    /** {@return a field; a model also has the owner fields that authorization adds} */
    Field field(String field) {
        if (kind == Kind.MODEL) {
            Introspection.Model model = schema.model(name);
            return model.ownerFields().contains(field) ? scalar(field) : model.field(field);
        }
        Field found = kind == Kind.CUSTOM_TYPE ? schema.customType(name).get(field) : null;
        if (found == null) {
            throw ApiErrors.invalid(field + " is not a field of " + name + ".");
        }
        return found;
    }

    private static Field scalar(String name) {
        return new Field(name, Kind.SCALAR, "String", false, false, false, true, List.of(), List.of());
    }
}
