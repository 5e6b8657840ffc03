package io.github.amplifyjakarta.sandbox;

import static io.github.amplifyjakarta.sandbox.JsonProcessing.JSON;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The AWS JSON 1.1 protocol: an operation in a header, JSON in and out; open to browsers of any origin, as Cognito is. */
final class AwsJsonRoute {

    private static final String TYPE = "application/x-amz-json-1.1";

    /** An operation of a service. */
    interface Operation {
        JsonObject call(JsonObject input) throws ServiceException;
    }

    private final Map<String, Operation> operations = new LinkedHashMap<>();

    AwsJsonRoute(Map<String, Operation> userPool, Map<String, Operation> identityPool) {
        userPool.forEach((name, operation) -> operations.put("AWSCognitoIdentityProviderService." + name, operation));
        identityPool.forEach((name, operation) -> operations.put("AWSCognitoIdentityService." + name, operation));
    }

    void call(Exchange exchange) throws IOException {
        exchange.setHeader("Access-Control-Allow-Origin", "*");
        if (exchange.method().equals("OPTIONS")) {
            exchange.setHeader(
                    "Access-Control-Allow-Headers",
                    exchange.header("Access-Control-Request-Headers").orElse("*"));
            exchange.setHeader("Access-Control-Allow-Methods", "POST");
            exchange.send(200, "text/plain", "");
            return;
        }
        String target = exchange.header("X-Amz-Target").orElse("");
        Operation operation = operations.get(target);
        try {
            if (operation == null) {
                throw new ServiceException("UnknownOperationException", "unknown operation");
            }
            String answer = operation.call(exchange.json()).toString();
            boolean empty = target.endsWith(".RevokeToken"); // Amazon Cognito user pools API reference
            exchange.send(200, TYPE, empty ? "" : answer);
        } catch (ServiceException e) {
            exchange.send(
                    400,
                    TYPE,
                    JSON.createObjectBuilder()
                            .add("__type", e.name())
                            .add("message", String.valueOf(e.getMessage()))
                            .build()
                            .toString());
        } catch (RuntimeException e) { // a field that is missing or of another kind
            exchange.send(
                    400,
                    TYPE,
                    "{\"__type\":\"InvalidParameterException\",\"message\":\"a field is missing or wrong\"}");
        }
    }
}
