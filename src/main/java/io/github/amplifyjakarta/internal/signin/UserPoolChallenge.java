package io.github.amplifyjakarta.internal.signin;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Cognito asks for (Amazon Cognito user pools API reference, "RespondToAuthChallenge").
 *
 * @param name Cognito's name of the challenge
 * @param session Cognito's name of the sign-in, which the answer repeats; empty when it gave none
 * @param parameters the parameters of the challenge
 * @param available the first factors to choose from; empty for other challenges
 */
record UserPoolChallenge(
        String name, Optional<String> session, Map<String, String> parameters, List<String> available) {

    UserPoolChallenge {
        parameters = Map.copyOf(parameters);
        available = List.copyOf(available);
    }

    /** {@return a parameter; empty when it is missing} */
    Optional<String> parameter(String parameter) {
        return Optional.ofNullable(parameters.get(parameter));
    }

    /** {@return the same sign-in at a step that Cognito has no name for} */
    UserPoolChallenge at(String step) {
        return new UserPoolChallenge(step, session, parameters, available);
    }

    /** {@return what is needed until the next step, because it has to fit in a cookie} */
    UserPoolChallenge withParameters(Map<String, String> needed) {
        return new UserPoolChallenge(name, session, needed, available);
    }

    UserPoolChallenge withSession(Optional<String> next) {
        return new UserPoolChallenge(name, next.or(() -> session), parameters, available);
    }

    @Override
    public String toString() {
        return "UserPoolChallenge[" + name + ", <redacted>]";
    }
}
