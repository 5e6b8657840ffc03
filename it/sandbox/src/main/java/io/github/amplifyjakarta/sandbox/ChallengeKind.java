package io.github.amplifyjakarta.sandbox;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a user has to do after the password. */
enum ChallengeKind {
    SMS_MFA,
    EMAIL_OTP,
    SOFTWARE_TOKEN_MFA,
    SELECT_MFA_TYPE,
    NEW_PASSWORD_REQUIRED,
    /** An authenticator app. */
    MFA_SETUP,
    /** An authenticator app or an e-mail address. */
    MFA_SETUP_CHOICE,
    /** Two questions of the user pool's own. */
    CUSTOM_CHALLENGE,
    /** An administrator has reset the password. */
    RESET_REQUIRED;

    static Optional<ChallengeKind> of(String name) {
        return Arrays.stream(values()).filter(kind -> kind.name().equals(name)).findAny();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Enum::name).toList();
    }
}
