package io.github.amplifyjakarta.internal.routes;

import static io.github.amplifyjakarta.internal.transport.JsonProcessing.JSON;

import io.github.amplifyjakarta.auth.ChallengeAnswer;
import io.github.amplifyjakarta.auth.SignIn;
import io.github.amplifyjakarta.auth.SignInException;
import io.github.amplifyjakarta.auth.SignInStep;
import io.github.amplifyjakarta.auth.SignUpRequest;
import io.github.amplifyjakarta.auth.SignUpStep;
import io.github.amplifyjakarta.config.AppConfig;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.exchange.IncomingRequest;
import io.github.amplifyjakarta.internal.exchange.Location;
import io.github.amplifyjakarta.internal.exchange.Problem;
import io.github.amplifyjakarta.internal.exchange.SentFields;
import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import io.github.amplifyjakarta.internal.oauth.ReturnCookie;
import io.github.amplifyjakarta.internal.oauth.ReturnPath;
import io.github.amplifyjakarta.internal.oauth.SignOutFlow;
import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.internal.signin.FormSignIn;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The routes to which a sign-in form of the application is sent. A form is answered by a redirect to the page that shows the
 * next step; JSON is answered by the step. No answer has a token in it.
 */
final class FormRoutes {

    /** Between the auth routes and the name of a form route. */
    static final String FOLDER = "form/";

    private static final Set<String> NAMES = Set.of(
            "start",
            "answer",
            "cancel",
            "sign-up",
            "confirm-sign-up",
            "resend",
            "reset-password",
            "confirm-reset-password");

    private static final Pattern FLOW = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    /** The steps of routes that take a code: a wrong one leaves the user there. */
    private static final Map<String, String> STEPS = Map.of(
            "confirm-sign-up", "CONFIRM_SIGN_UP",
            "resend", "CONFIRM_SIGN_UP",
            "confirm-reset-password", "CONFIRM_RESET_PASSWORD_WITH_CODE");

    private static final String SIGN_UP_STEP = "signUpStep";
    private static final String RESET_PASSWORD_STEP = "resetPasswordStep";

    private final FormSignIn signIn;
    private final SignOutFlow signOut;
    private final AppConfig app;
    private final SignInTarget target;
    private final ReturnCookie returnCookie;

    /** @param routesFolder the path of the folder of the auth routes, as a browser sees it */
    FormRoutes(AuthRoutes.Flows flows, AppConfig app, String routesFolder) {
        this.signIn = flows.form();
        this.signOut = flows.signOut();
        this.app = app;
        this.target = new SignInTarget(app, routesFolder);
        this.returnCookie = ReturnCookie.of(app, routesFolder);
    }

    /** {@return the names of the routes below the folder of the auth routes} */
    static Set<String> slugs() {
        return NAMES.stream().map(FOLDER::concat).collect(Collectors.toUnmodifiableSet());
    }

    /** What a form gets, and what a script gets. */
    private record Result(String location, JsonObject json, List<SetCookie> cookies) {}

    ShortCircuitResponse handle(String name, IncomingRequest request, SentFields.Body body, RequestSession session) {
        if (!NAMES.contains(name)) {
            return ShortCircuitResponse.empty(404);
        }
        if (!request.method().equals("POST")) {
            return ShortCircuitResponse.allowing(request.method().equals("OPTIONS") ? 204 : 405, "POST, OPTIONS");
        }
        if (!request.isOfOrigin(app.origin().orElseThrow())) {
            return ShortCircuitResponse.problem(
                    new Problem(
                            403,
                            "CrossSiteRequest",
                            "auth/cross-site-form",
                            "A page of another origin may not sign a user in. Send the form from a page of "
                                    + app.origin().orElseThrow() + "."),
                    List.of());
        }
        SentFields fields;
        try {
            fields = SentFields.read(request, body);
        } catch (SentFields.Unreadable e) {
            return ShortCircuitResponse.problem(
                    new Problem(e.status(), "InvalidForm", "auth/invalid-form", String.valueOf(e.getMessage())),
                    List.of());
        }
        Page page = new Page(name, request, fields);
        try {
            Result result = run(name, fields, new Visit(request, session, page));
            return fields.json()
                    ? ShortCircuitResponse.json(result.json().toString(), result.cookies())
                    : ShortCircuitResponse.redirect(303, result.location(), result.cookies());
        } catch (SignInException e) {
            return fields.json()
                    ? ShortCircuitResponse.problem(Problem.of(e), List.of())
                    : ShortCircuitResponse.redirect(303, page.failed(e), List.of());
        }
    }

    /** Who has sent a form, and from where. */
    private record Visit(IncomingRequest request, RequestSession session, Page page) {}

    private Result run(String name, SentFields fields, Visit visit) {
        SignIn steps = signIn.of(visit.session());
        String username = fields.get("username");
        return switch (name) {
            case "start" ->
                signIn(
                        fields.find("password")
                                .map(password -> steps.start(username, password))
                                .orElseGet(() -> steps.start(username)),
                        visit);
            case "answer" ->
                signIn(
                        steps.answer(new ChallengeAnswer(
                                fields.get("flow"),
                                fields.get("challengeResponse"),
                                fields.below("userAttributes"),
                                Map.of())),
                        visit);
            case "cancel" -> {
                steps.cancel(fields.get("flow"));
                yield new Result(visit.page().first(), JsonObject.EMPTY_JSON_OBJECT, List.of());
            }
            case "sign-up" ->
                signUp(
                        steps.signUp(SignUpRequest.of(username, fields.get("password"))
                                .withUserAttributes(fields.below("userAttributes"))),
                        visit);
            case "confirm-sign-up" -> signUp(steps.confirmSignUp(username, fields.get("confirmationCode")), visit);
            case "resend" -> signUp(steps.resendSignUpCode(username), visit);
            case "reset-password" -> {
                steps.resetPassword(username);
                yield visit.page().at(RESET_PASSWORD_STEP, "CONFIRM_RESET_PASSWORD_WITH_CODE");
            }
            default -> {
                steps.confirmResetPassword(username, fields.get("confirmationCode"), fields.get("newPassword"));
                yield visit.page().at(RESET_PASSWORD_STEP, "DONE");
            }
        };
    }

    private Result signIn(SignInStep step, Visit visit) {
        JsonObject json = StepJson.of(step);
        if (step instanceof SignInStep.Done) {
            Optional<ReturnPath> refused = returnCookie
                    .read(visit.session().cookies())
                    .filter(path -> target.seesPathsAsSent(visit.request()));
            String location = target.of(visit.request(), refused);
            List<SetCookie> cookies =
                    new ArrayList<>(returnCookie.delete(visit.session().cookies()));
            cookies.addAll(signOut.abandoned(visit.session().cookies()));
            return new Result(
                    location,
                    JSON.createObjectBuilder(json).add("location", location).build(),
                    cookies);
        }
        return step instanceof SignInStep.Challenge challenge
                ? new Result(visit.page().with("flow", challenge.flow()), json, List.of())
                : new Result(visit.page().with("step", step.name()), json, List.of());
    }

    private static Result signUp(SignUpStep step, Visit visit) {
        return visit.page().at(SIGN_UP_STEP, step.name());
    }

    /** The page of the application that shows steps and errors. */
    private final class Page {

        private final String step;
        private final SentFields fields;
        private final String path;

        /** A form may name its own page, but only one of this site. */
        Page(String route, IncomingRequest request, SentFields fields) {
            this.step = STEPS.getOrDefault(route, "");
            this.fields = fields;
            this.path = fields.find("page")
                    .flatMap(ReturnPath::of)
                    .map(ReturnPath::text)
                    .map(Page::withoutResult)
                    .orElseGet(() ->
                            request.contextPath() + app.paths().signInPath().orElse("/sign-in"));
        }

        /** What the last form has led to is over. */
        private static String withoutResult(String page) {
            return page.replaceAll("(?<=[?&])(flow|step|error)=[^&#]*&?", "").replaceFirst("[?&](?=#|$)", "");
        }

        String first() {
            return path;
        }

        String with(String parameter, String value) {
            return Location.withParameter(path, parameter, value);
        }

        String failed(SignInException e) {
            String location = Location.withParameter(
                    with("error", e.code().substring(e.code().indexOf('/') + 1)), "step", step);
            return switch (e.reason()) {
                case WRONG_CODE, PASSWORD_REJECTED, INVALID_INPUT, TOO_MANY_ATTEMPTS, UNAVAILABLE ->
                    Location.withParameter(
                            location, "flow", FLOW.matcher(fields.get("flow")).matches() ? fields.get("flow") : "");
                default -> location;
            };
        }

        Result at(String kind, String step) {
            return new Result(
                    with("step", step),
                    JSON.createObjectBuilder()
                            .add("nextStep", JSON.createObjectBuilder().add(kind, step))
                            .build(),
                    List.of());
        }
    }
}
