package io.github.amplifyjakarta.internal.graphql;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.ApiException.Reason;
import io.github.amplifyjakarta.internal.aws.ApiErrors;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The schema in the Amplify file: {@code data.model_introspection}, version 1. */
final class Introspection {

    /** The kind of a field's type. */
    enum Kind {
        SCALAR,
        ENUM,
        CUSTOM_TYPE,
        MODEL
    }

    /** The type of a sort key condition, when it differs from the field's type. */
    private static final Map<String, String> CONDITIONS = Map.of(
            "AWSDate", "String",
            "AWSTime", "String",
            "AWSDateTime", "String",
            "AWSTimestamp", "Int",
            "AWSEmail", "String",
            "AWSPhone", "String",
            "AWSURL", "String",
            "AWSIPAddress", "String",
            "AWSJSON", "String");

    /**
     * A field or an argument.
     *
     * @param type the name of its type
     * @param associatedWith for a relation, the fields on the other side that reference this side
     * @param targetNames for a relation, the fields on this side that reference the other side
     */
    record Field(
            String name,
            Kind kind,
            String type,
            boolean list,
            boolean required,
            boolean listRequired,
            boolean readOnly,
            List<String> associatedWith,
            List<String> targetNames) {

        /** {@return the condition type for this field of a sort key; AppSync has one for each kind of value} */
        String conditionType() {
            String value = kind == Kind.SCALAR ? CONDITIONS.getOrDefault(type, type) : "String"; // also for an enum
            return "Model" + value + "KeyConditionInput";
        }

        /** {@return whether the argument is mandatory; for a list, this refers to the list itself} */
        boolean mustBeGiven() {
            return list ? listRequired : required;
        }

        /** {@return the type of a variable for this argument} */
        String variableType() {
            String one = type + (required ? "!" : "");
            return list ? "[" + one + "]" + (listRequired ? "!" : "") : one;
        }
    }

    /**
     * A secondary index.
     *
     * @param fields the fields, starting with the partition key
     */
    record Index(String name, String queryField, List<String> fields) {}

    /**
     * A model.
     *
     * @param ownerFields the fields that authorization adds to the model: owner fields, and fields that contain groups
     * @param disabled the operations that the schema disables: {@code get}, {@code list}, {@code create}, {@code
     * update}, {@code delete}
     */
    record Model(
            String name,
            String pluralName,
            Map<String, Field> fields,
            List<String> ownerFields,
            boolean customKey,
            List<String> key,
            Map<String, Index> indexes,
            Set<String> disabled) {

        /** Requires that the schema has not disabled an operation. */
        void requireOperation(String operation) {
            if (disabled.contains(operation)) {
                throw ApiErrors.invalid("The model " + name + " has no operation " + operation
                        + ": the schema turns off " + disabled + ".");
            }
        }

        /** {@return the name as it occurs in names of operations and types, which start with a capital letter} */
        String typeName() {
            return capitalized(name);
        }

        /** {@return the plural name in the same form} */
        String pluralTypeName() {
            return capitalized(pluralName);
        }

        Field field(String field) {
            Field found = fields.get(field);
            if (found == null) {
                throw ApiErrors.invalid(
                        field + " is not a field of model " + name + "; it has " + fields.keySet() + ".");
            }
            return found;
        }
    }

    /** {@return a name with a capital first letter} */
    static String capitalized(String name) {
        return name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** A custom query or mutation and its result. */
    record Operation(OperationKind kind, Field result, Map<String, Field> arguments) {}

    private static final Map<String, List<String>> OPERATIONS =
            Map.of("queries", List.of("get", "list"), "mutations", List.of("create", "update", "delete"));

    private final JsonObject json;
    private final Map<String, Model> models = new LinkedHashMap<>();

    Introspection(JsonObject json) {
        this.json = json;
        try {
            object(json, "models").forEach((name, model) -> models.put(name, model(name, model.asJsonObject())));
        } catch (ClassCastException | NullPointerException | NoSuchElementException e) {
            throw new ApiException(
                    Reason.NOT_CONFIGURED,
                    new AmplifyException.Details(
                            "NoModels",
                            "data.model_introspection cannot be read: " + e.getMessage(),
                            "Use the amplify_outputs.json as the Amplify CLI has written it."),
                    e);
        }
    }

    private static JsonObject object(JsonObject parent, String field) {
        return parent.get(field) instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
    }

    private static List<String> texts(JsonObject parent, String field) {
        return parent.get(field) instanceof JsonArray array
                ? array.getValuesAs(JsonString.class).stream()
                        .map(JsonString::getString)
                        .toList()
                : List.of();
    }

    private static Model model(String name, JsonObject model) {
        Map<String, Field> fields = fields(object(model, "fields"));
        Map<String, Index> indexes = new LinkedHashMap<>();
        List<String> owners = new ArrayList<>();
        Set<String> disabled = new TreeSet<>();
        for (JsonObject attribute : objects(model, "attributes")) {
            JsonObject properties = object(attribute, "properties");
            switch (attribute.getString("type", "")) {
                case "key" -> {
                    if (properties.containsKey("queryField")) {
                        Index index = new Index(
                                properties.getString("name", ""),
                                properties.getString("queryField"),
                                texts(properties, "fields"));
                        indexes.put(index.queryField(), index);
                    }
                }
                case "model" -> disabled.addAll(disabled(properties));
                case "auth" ->
                    objects(properties, "rules").stream()
                            .flatMap(rule -> ownerField(rule).stream())
                            .filter(owner -> !fields.containsKey(owner) && !owners.contains(owner))
                            .forEach(owners::add);
                default -> {
                    // not relevant for documents
                }
            }
        }
        JsonObject primary = object(model, "primaryKeyInfo");
        List<String> key = new ArrayList<>();
        key.add(primary.getString("primaryKeyFieldName", "id"));
        key.addAll(texts(primary, "sortKeyFieldNames"));
        return new Model(
                name,
                model.getString("pluralName", name + "s"),
                fields,
                owners,
                primary.getBoolean("isCustomPrimaryKey", false),
                key,
                indexes,
                disabled);
    }

    /**
     * Reads {@code disableOperations} of a Gen 2 schema and {@code @model(mutations: {delete: null})} of a Gen 1
     * schema.
     */
    private static Set<String> disabled(JsonObject properties) {
        Set<String> disabled = new TreeSet<>();
        OPERATIONS.forEach((kind, operations) -> {
            JsonValue some = properties.get(kind);
            if (some == JsonValue.NULL) {
                disabled.addAll(operations);
            } else if (some instanceof JsonObject named) {
                disabled.addAll(named.keySet());
            }
        });
        return disabled;
    }

    /** {@return the field that AppSync adds to the model for a rule; empty for groups that the rule itself names} */
    private static Optional<String> ownerField(JsonObject rule) {
        return switch (rule.getString("allow", "")) {
            case "owner" -> Optional.of(rule.getString("ownerField", "owner"));
            case "groups" -> Optional.ofNullable(rule.getString("groupsField", null));
            default -> Optional.empty();
        };
    }

    private static List<JsonObject> objects(JsonObject parent, String field) {
        return parent.get(field) instanceof JsonArray array
                ? array.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonValue::asJsonObject)
                        .toList()
                : List.of();
    }

    private static Map<String, Field> fields(JsonObject fields) {
        Map<String, Field> read = new LinkedHashMap<>();
        fields.forEach((name, field) -> read.put(name, field(name, field.asJsonObject())));
        return read;
    }

    private static Field field(String name, JsonObject field) {
        Kind kind = Kind.SCALAR;
        String type;
        if (field.get("type") instanceof JsonObject named) {
            Map.Entry<String, JsonValue> only = named.entrySet().iterator().next();
            kind = switch (only.getKey()) {
                case "model" -> Kind.MODEL;
                case "enum" -> Kind.ENUM;
                default -> Kind.CUSTOM_TYPE;
            };
            type = ((JsonString) only.getValue()).getString();
        } else {
            type = field.getString("type");
        }
        JsonObject association = object(field, "association");
        return new Field(
                name,
                kind,
                type,
                field.getBoolean("isArray", false),
                field.getBoolean("isRequired", false),
                !field.getBoolean("isArrayNullable", true),
                field.getBoolean("isReadOnly", false),
                texts(association, "associatedWith"),
                association.containsKey("targetNames")
                        ? texts(association, "targetNames")
                        : association.containsKey("targetName")
                                ? List.of(association.getString("targetName"))
                                : List.of());
    }

    Model model(String name) {
        Model found = models.get(name);
        if (found == null) {
            throw new ApiException(
                    Reason.NOT_CONFIGURED,
                    new AmplifyException.Details(
                            "NoModel",
                            "There is no model " + name + " in the Amplify file; there are "
                                    + new TreeSet<>(models.keySet()) + ".",
                            "Use one of them, or a newer Amplify file."),
                    null);
        }
        return found;
    }

    Map<String, Field> customType(String name) {
        return fields(object(object(object(json, "nonModels"), name), "fields"));
    }

    List<String> enumValues(String name) {
        JsonObject enums = object(json, "enums");
        if (!enums.containsKey(name)) {
            throw ApiErrors.invalid(
                    "There is no enum " + name + " in the Amplify file; there are " + enums.keySet() + ".");
        }
        return texts(enums.getJsonObject(name), "values");
    }

    Operation query(String name) {
        return operation(OperationKind.QUERY, object(json, "queries"), name);
    }

    Operation mutation(String name) {
        return operation(OperationKind.MUTATION, object(json, "mutations"), name);
    }

    private static Operation operation(OperationKind kind, JsonObject all, String name) {
        if (!(all.get(name) instanceof JsonObject found)) {
            throw ApiErrors.invalid("There is no custom " + kind + " " + name + " in the Amplify file; there are "
                    + all.keySet() + ".");
        }
        return new Operation(kind, field(name, found), fields(object(found, "arguments")));
    }
}
