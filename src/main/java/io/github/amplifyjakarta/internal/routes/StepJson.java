package io.github.amplifyjakarta.internal.routes;

import static io.github.amplifyjakarta.internal.transport.JsonProcessing.JSON;

import io.github.amplifyjakarta.auth.SignInStep;
import io.github.amplifyjakarta.internal.transport.JsonProcessing;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;

/** Steps of a sign-in as JSON, with the names of Amplify JS ({@code SignInOutput}). */
final class StepJson {

    private StepJson() {}

    static JsonObject of(SignInStep step) {
        JsonObjectBuilder next = JSON.createObjectBuilder().add("signInStep", step.name());
        if (step instanceof SignInStep.Code code) {
            JsonObjectBuilder delivery = JSON.createObjectBuilder()
                    .add("deliveryMedium", code.channel().name());
            code.destination().ifPresent(destination -> delivery.add("destination", destination));
            if (code.channel() != SignInStep.Channel.TOTP) {
                next.add("codeDeliveryDetails", delivery);
            }
        } else if (step instanceof SignInStep.NewPassword password) {
            addTexts(next, "missingAttributes", password.missingAttributes());
        } else if (step instanceof SignInStep.ChooseMfa mfa) {
            addTexts(next, "allowedMFATypes", mfa.allowedMfaTypes());
        } else if (step instanceof SignInStep.ChooseMfaSetup setup) {
            addTexts(next, "allowedMFATypes", setup.allowedMfaTypes());
        } else if (step instanceof SignInStep.ChooseFirstFactor factor) {
            addTexts(next, "availableChallenges", factor.availableChallenges());
        } else if (step instanceof SignInStep.SetUpTotp totp) {
            next.add("totpSetupDetails", JSON.createObjectBuilder().add("sharedSecret", totp.sharedSecret()));
        } else if (step instanceof SignInStep.Passkey passkey) {
            JsonProcessing.object(passkey.optionsJson())
                    .ifPresent(options -> next.add("credentialRequestOptions", options));
        } else if (step instanceof SignInStep.Custom custom) {
            JsonObjectBuilder parameters = JSON.createObjectBuilder();
            custom.parameters().forEach(parameters::add);
            next.add("additionalInfo", parameters);
        }
        JsonObjectBuilder output = JSON.createObjectBuilder()
                .add("isSignedIn", step instanceof SignInStep.Done)
                .add("nextStep", next);
        if (step instanceof SignInStep.Challenge challenge) {
            output.add("flow", challenge.flow());
        }
        return output.build();
    }

    private static void addTexts(JsonObjectBuilder next, String name, List<String> texts) {
        next.add(name, JSON.createArrayBuilder(texts));
    }
}
