package io.github.amplifyjakarta.sandbox;

import graphql.schema.DataFetchingEnvironment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The records of one model, with the operations that Amplify makes for it. */
final class ModelTable {

    /** AppSync's, where nobody says how many. */
    private static final int LIMIT = 100;

    private final Map<String, Map<String, Object>> records = new ConcurrentHashMap<>();

    Optional<Map<String, Object>> get(Object id) {
        return Optional.ofNullable(records.get(String.valueOf(id)));
    }

    Map<String, Object> create(DataFetchingEnvironment field) {
        Map<String, Object> input = field.getArgument("input");
        Map<String, Object> made = new LinkedHashMap<>(input);
        made.putIfAbsent("id", UUID.randomUUID().toString());
        made.put("createdAt", Instant.now().toString());
        made.put("updatedAt", made.get("createdAt"));
        records.put(String.valueOf(made.get("id")), made);
        return made;
    }

    Map<String, Object> update(DataFetchingEnvironment field) {
        Map<String, Object> input = field.getArgument("input");
        Map<String, Object> changed =
                new LinkedHashMap<>(get(input.get("id")).orElseThrow(() -> GraphQlApi.conditionFailed()));
        changed.putAll(input);
        changed.put("updatedAt", Instant.now().toString());
        records.put(String.valueOf(changed.get("id")), changed);
        return changed;
    }

    Map<String, Object> delete(DataFetchingEnvironment field) {
        Map<String, Object> input = field.getArgument("input");
        return records.remove(String.valueOf(input.get("id")));
    }

    /**
     * {@return a page of what the field's arguments ask for}
     *
     * @param wanted which of all records the field is about
     * @param sortKey what they are sorted by
     */
    Map<String, Object> page(DataFetchingEnvironment field, Predicate<Map<String, Object>> wanted, String sortKey) {
        Map<String, Object> filter = field.getArgumentOrDefault("filter", Map.of());
        Comparator<Map<String, Object>> order = Comparator.comparing(each -> String.valueOf(each.get(sortKey)));
        boolean backwards = "DESC".equals(field.getArgument("sortDirection"));
        List<Map<String, Object>> all = records.values().stream()
                .filter(wanted)
                .filter(each -> matches(each, filter))
                .sorted(backwards ? order.reversed() : order)
                .toList();
        int start = Integer.parseInt(field.getArgumentOrDefault("nextToken", "0"));
        int end = Math.min(all.size(), start + field.<Integer>getArgumentOrDefault("limit", LIMIT));
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("items", new ArrayList<>(all.subList(Math.min(start, end), end)));
        page.put("nextToken", end < all.size() ? String.valueOf(end) : null);
        return page;
    }

    /** {@return whether a record meets a filter} */
    static boolean matches(Map<String, Object> each, Map<?, ?> filter) {
        return filter.entrySet().stream().allMatch(part -> switch (String.valueOf(part.getKey())) {
            case "and" -> ((List<?>) part.getValue()).stream().allMatch(all -> matches(each, (Map<?, ?>) all));
            case "or" -> ((List<?>) part.getValue()).stream().anyMatch(any -> matches(each, (Map<?, ?>) any));
            case "not" -> !matches(each, (Map<?, ?>) part.getValue());
            default -> compares(each.get(String.valueOf(part.getKey())), (Map<?, ?>) part.getValue());
        });
    }

    /** {@return whether a value meets all conditions, as a filter and a key condition name them} */
    static boolean compares(Object value, Map<?, ?> conditions) {
        String text = String.valueOf(value);
        return conditions.entrySet().stream().allMatch(condition -> {
            Object operand = condition.getValue();
            return switch (String.valueOf(condition.getKey())) {
                case "eq" -> text.equals(String.valueOf(operand));
                case "ne" -> !text.equals(String.valueOf(operand));
                case "lt" -> text.compareTo(String.valueOf(operand)) < 0;
                case "le" -> text.compareTo(String.valueOf(operand)) <= 0;
                case "gt" -> text.compareTo(String.valueOf(operand)) > 0;
                case "ge" -> text.compareTo(String.valueOf(operand)) >= 0;
                case "contains" -> text.contains(String.valueOf(operand));
                case "notContains" -> !text.contains(String.valueOf(operand));
                case "beginsWith" -> text.startsWith(String.valueOf(operand));
                case "between" ->
                    text.compareTo(String.valueOf(((List<?>) operand).get(0))) >= 0
                            && text.compareTo(String.valueOf(((List<?>) operand).get(1))) <= 0;
                case "attributeExists" -> (value != null) == (Boolean) operand;
                default -> throw new IllegalArgumentException("the sandbox knows no condition " + condition.getKey());
            };
        });
    }
}
