package io.github.amplifyjakarta.golden;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;

/** A recorded case with one change in what it expects. */
record ChangedRecording(JsonObject recorded, String change) {

    /** What a replay compares its outcome with. */
    private static final Set<String> EXPECTATIONS = Set.of("expected", "backendRequests", "expect", "jarAfter");

    /** Lists in which the number counts. */
    private static final Set<String> COUNTED =
            Set.of("setCookie", "setCookies", "backendRequests", "requests", "authRequests", "jarAfter", "items");

    private static final String COMPARED_OF_A_FILE =
            "Auth/Cognito/(?:userPool(?:Id|ClientId|Endpoint)|identityPool(?:Id|Endpoint)|allowGuestAccess"
                    + "|loginWith/oauth/(?:domain|scopes|redirectSignIn|redirectSignOut))"
                    + "|Storage/S3/(?:bucket|region|buckets/[^/]+/(?:bucketName|region))"
                    + "|API/REST/[^/]+/(?:endpoint|region|service)"
                    + "|API/GraphQL/(?:endpoint|region|apiKey|defaultAuthMode|modelIntrospection)";

    /** What no replay compares, by kind of case and path, and why. */
    private static final Map<Pattern, String> IGNORED = ignored();

    private static Map<Pattern, String> ignored() {
        Map<Pattern, String> ignored = new LinkedHashMap<>();
        ignored.put(
                Pattern.compile("/console/|/(?:keys|undefinedKeys)/\\d+$|/(?:class|constructor|notAnError)$|/circular"),
                "how JavaScript makes and prints its objects");
        ignored.put(
                Pattern.compile("/(?:default|bodyLength|service|outcome)$|/presigned/"),
                "notes of the recorder, and what says the same as a neighbour");
        ignored.put(
                Pattern.compile("/sigv4/|/headers/(?:authorization|x-amz-date|x-amz-content-sha256)$"),
                "signatures: RecordedSignature compares those of a recording with what it signs");
        ignored.put(Pattern.compile("/jwksFetches$"), "one key set is enough here");
        ignored.put(
                Pattern.compile("^(?:storage|authserver) /expect/retryDelaysMs/|/otherTimers/"),
                "the AWS SDK's waits between attempts, and those of one renewal for all");
        ignored.put(
                Pattern.compile(
                        "^(?:rest|graphql) /expect/callbackArgs/|/adapterCalls/\\d+/\\d+(?:/path)?$|/\\$function$"),
                "what JavaScript's functions are called with");
        ignored.put(
                Pattern.compile("/(?:error|thrown)/(?:message|recoverySuggestion|underlyingError|cause|originalError"
                        + "|properties/(?!metadata/(?:httpStatusCode|requestId)$))"
                        + "|/\\$error/(?!originalError/(?:name|message|response/statusCode)$)"),
                "of errors the name counts, and what the service said; the words say more here");
        ignored.put(
                Pattern.compile(
                        "/headers/(?:accept|origin|host|pragma|x-amz-user-agent|amz-sdk-[^/]*|content-length)$"),
                "what Node's fetch and Amplify's SDK add");
        ignored.put(
                Pattern.compile("^(?:config|config-parse|create-handlers|helpers) /expect(?:ed)?/(?:error|thrown)/"),
                "of a configuration or a token that is refused only that it is");
        ignored.put(
                Pattern.compile("^config(?:-parse)? /expect(?:ed)?/result/(?!" + COMPARED_OF_A_FILE + ")"),
                "what only a browser's forms and other categories read");
        ignored.put(
                Pattern.compile("^next-\\S+ \\((?:op|gate)\\) \\S*/expected/"
                        + "(?:status|body|contentType|page/(?:host|path|query)|locationParsed/)"),
                "the words of a page are its author's");
        ignored.put(
                Pattern.compile(
                        "^helpers /expect/result/(?:decoded|roundTrips|toStringEqualsInput|codeChallengeAgain|method"
                                + "|results/\\d+|clockDrift|device.*|randomPasswordKey|signInDetails|oidcProvider|oauthMetadata)$"),
                "what only the browser's client makes of it");
        return ignored;
    }

    /** {@return the recording with each of its possible changes} */
    static List<ChangedRecording> all(Replay replay, Random random) {
        List<ChangedRecording> changes = new ArrayList<>();
        JsonObject recorded = replay.recorded();
        String kind = recorded.getString("kind", "").equals("http")
                ? " (" + NextRequest.direct(recorded).getString("kind") + ")"
                : "";
        new Collector(replay.group() + kind + " ", recorded, random, changes).collect(recorded, "", false);
        return changes;
    }

    private record Collector(String kind, JsonObject recorded, Random random, List<ChangedRecording> changes) {

        void collect(JsonValue value, String path, boolean expectation) {
            if (value instanceof JsonObject object) {
                members(object, path, expectation);
            } else if (value instanceof JsonArray array) {
                items(array, path, expectation);
            } else if (expectation && !isIgnored(path)) {
                changes.add(changed(recorded, path, other(value, random), "was " + value));
            }
        }

        private boolean isIgnored(String path) {
            return IGNORED.keySet().stream()
                    .anyMatch(ignored -> ignored.matcher(kind + path).find());
        }

        private void members(JsonObject object, String path, boolean expectation) {
            // of a browser's step: the cookies that a renewal leaves, and whom the client knows
            String ofStep = switch (object.getString("step", "")) {
                case "refresh" -> "documentCookie";
                case "getCurrentUser" -> "result";
                default -> "";
            };
            boolean ofBrowser = object.containsKey("step");
            object.forEach((name, member) -> {
                if (name.equals("sigv4") && !((JsonObject) member).getBoolean("awsSpecConformant")) {
                    return; // which AWS would refuse
                }
                boolean expected = ofBrowser ? name.equals(ofStep) : EXPECTATIONS.contains(name) || isSent(path, name);
                if (!name.endsWith("Router")) { // a case of its own
                    collect(member, path + "/" + Json.encodePointer(name), expectation || expected);
                }
            });
        }

        private boolean isSent(String path, String name) {
            return kind.equals("models ") && path.isEmpty() && name.equals(DocumentCase.SENT);
        }

        private void items(JsonArray array, String path, boolean expectation) {
            boolean counted = expectation && COUNTED.contains(path.substring(path.lastIndexOf('/') + 1));
            for (int i = 0; i < array.size(); i++) {
                if (counted && isNotMadeHere(array.get(i))) {
                    continue;
                }
                collect(array.get(i), path + "/" + i, expectation);
                boolean again = isSetAgain(array, array.get(i)) // the last line counts
                        || array.get(i).toString().contains("/.well-known/jwks.json"); // one is enough here
                if (counted && !again) {
                    JsonArray shorter = Json.createArrayBuilder(array).remove(i).build();
                    changes.add(changed(recorded, path, shorter, "without item " + i));
                    JsonArray longer = Json.createArrayBuilder(array)
                            .add(one(array.get(i)))
                            .build();
                    changes.add(changed(recorded, path, longer, "with one more like item " + i));
                }
            }
        }
    }

    /** {@return one more: a text under another name, because the last line of a name counts} */
    private static JsonValue one(JsonValue item) {
        return item instanceof JsonString text ? Json.createValue("one-more-" + text.getString()) : item;
    }

    /** A guest's identity in a cookie, and the question whether a path is a folder. */
    private static boolean isNotMadeHere(JsonValue item) {
        String text = item.toString();
        return text.contains("com.amplify.Cognito.") || text.contains("max-keys=1&");
    }

    private static boolean isSetAgain(JsonArray lines, JsonValue line) {
        return line instanceof JsonString text
                && text.getString().contains("=;")
                && lines.stream()
                                .filter(other -> other instanceof JsonString another
                                        && another.getString()
                                                .startsWith(text.getString()
                                                        .substring(
                                                                0,
                                                                text.getString().indexOf('=') + 1)))
                                .count()
                        > 1;
    }

    private static ChangedRecording changed(JsonObject recorded, String path, JsonValue value, String change) {
        JsonStructure changed = Json.createPointer(path).replace(recorded, value);
        String text = path + " " + change + " is " + value;
        return new ChangedRecording((JsonObject) changed, text.substring(0, Math.min(text.length(), 400)));
    }

    private static JsonValue other(JsonValue value, Random random) {
        if (value instanceof JsonString text) {
            return Json.createValue(other(text.getString(), random));
        }
        if (value instanceof JsonNumber number) {
            return Json.createValue(number.bigDecimalValue().add(BigDecimal.ONE));
        }
        return switch (value.getValueType()) {
            case TRUE -> JsonValue.FALSE;
            case FALSE -> JsonValue.TRUE;
            default -> Json.createValue("not null");
        };
    }

    /** One character becomes another of its kind, or one more is added. */
    private static String other(String text, Random random) {
        int at = random.nextInt(text.length() + 1);
        if (at == text.length()) {
            return text + "x";
        }
        char old = text.charAt(at);
        char other = 'x';
        if (old >= '0' && old <= '9') {
            other = (char) ('0' + (old - '0' + 1) % 10);
        } else if (old >= 'a' && old <= 'z') {
            other = (char) ('a' + (old - 'a' + 1) % 26);
        } else if (old >= 'A' && old <= 'Z') {
            other = (char) ('A' + (old - 'A' + 1) % 26);
        }
        return text.substring(0, at) + other + text.substring(at + 1);
    }
}
