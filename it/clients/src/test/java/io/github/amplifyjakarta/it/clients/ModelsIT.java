package io.github.amplifyjakarta.it.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.EventsClient;
import io.github.amplifyjakarta.api.EventsResult;
import io.github.amplifyjakarta.api.GraphQlAuthMode;
import io.github.amplifyjakarta.api.GraphQlClient;
import io.github.amplifyjakarta.api.GraphQlException;
import io.github.amplifyjakarta.api.ModelClient;
import io.github.amplifyjakarta.api.ModelPage;
import io.github.amplifyjakarta.api.ModelQuery;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Models with relations, an enum, a custom type, a date index and a group field, with a sandbox that checks the schema. */
class ModelsIT {

    private static SandboxProcess sandbox;
    private static LibraryUser library;
    private static GraphQlClient alice;
    private static GraphQlClient bob;

    public enum Status {
        DRAFT,
        ACTIVE,
        DONE
    }

    public record Money(double amount, String currency) {}

    public record Task(String id, String title, OffsetDateTime dueAt) {}

    public record Project(String id, String name, Status status, Money budget, String team, ModelPage<Task> tasks) {}

    public record Owner(String id, String name) {}

    public record TaskOfProject(String id, String title, OffsetDateTime dueAt, Owner project) {}

    @BeforeAll
    static void start() throws Exception {
        sandbox = new SandboxProcess();
        library = new LibraryUser(
                sandbox.uri(), sandbox.s3(), sandbox.uri(), "../secured/src/main/resources/amplify_outputs.json");
        alice = library.graphQlOf(library.signIn("alice"));
        bob = library.graphQlOf(library.signIn("bob"));
    }

    @AfterAll
    static void stop() {
        library.close();
        sandbox.close();
    }

    private static ModelClient<Project> projects(GraphQlClient user) {
        return user.model("Project", Project.class);
    }

    private static Project project(String team) {
        return projects(alice).create(new Project(null, "move", Status.DRAFT, new Money(1.5, "EUR"), team, null));
    }

    private static TaskOfProject task(Project project, int day) {
        return alice.model("Task", TaskOfProject.class)
                .create(new TaskOfProject(
                        null,
                        "day " + day,
                        OffsetDateTime.parse("2026-12-0" + day + "T08:00:00+01:00"),
                        new Owner(project.id(), null)));
    }

    @Test
    void readsBothDirectionsOfARelationAndWritesThemBack() {
        Project made = project(null);
        TaskOfProject first = task(made, 1);
        assertEquals(new Owner(made.id(), "move"), first.project());
        Project read = projects(alice).get(made.id()).orElseThrow();
        assertEquals(
                List.of("day 1"), read.tasks().items().stream().map(Task::title).toList());
        assertEquals(Status.DRAFT, read.status());
        assertEquals(read, projects(alice).update(read));
        TaskOfProject again = alice.model("Task", TaskOfProject.class).update(first);
        assertEquals(first, again);
        assertEquals(
                List.of(first.id()),
                projects(alice).related(read, "tasks", Task.class).items().stream()
                        .map(Task::id)
                        .toList());
    }

    @Test
    void queriesIndexesWithADateAsSortKey() {
        Project made = project(null);
        for (int day = 1; day <= 5; day++) {
            task(made, day);
        }
        ModelClient<Task> tasks = alice.model("Task", Task.class);
        ModelQuery query = ModelQuery.builder()
                .key("projectId", made.id())
                .key("dueAt", Map.of("between", List.of("2026-12-02T00:00:00+01:00", "2026-12-04T23:00:00+01:00")))
                .limit(1)
                .build();
        assertEquals(
                "day 2,day 3,day 4",
                tasks.indexStream("tasksByProjectIdAndDueAt", query)
                        .map(Task::title)
                        .collect(Collectors.joining(",")));
        assertTrue(tasks.index("tasksByProjectIdAndDueAt", query).nextToken().isPresent());
    }

    @Test
    void limitsProjectsToTheirGroup() {
        Project ofAdmins = project("admins");
        assertEquals("admins", projects(alice).get(ofAdmins.id()).orElseThrow().team());
        GraphQlException refused =
                assertThrows(GraphQlException.class, () -> projects(bob).get(ofAdmins.id()));
        assertEquals("Unauthorized", refused.errors().get(0).errorType().orElseThrow());
        assertTrue(projects(bob).list().items().stream()
                .noneMatch(project -> project.id().equals(ofAdmins.id())));
    }

    @Test
    void refusesInvalidDocuments() {
        for (String wrong : List.of(
                "mutation { createProject(input: {name: \"a\", color: \"red\"}) { id } }",
                "mutation { createProject(input: {name: \"a\", status: LOST}) { id } }",
                "mutation ($input: CreateProjectInputs!) { createProject(input: $input) { id } }",
                "query ($due: ModelAWSDateTimeKeyConditionInput) { tasksByProjectIdAndDueAt(projectId: 1, dueAt: $due) { items { id } } }",
                "mutation { createTask(input: {title: \"a\", dueAt: \"2026-12-01T08:00:00+01:00[Europe/Berlin]\"}) { id } }",
                "query { listProjects { items { colour } } }")) {
            assertThrows(GraphQlException.class, () -> alice.graphql(wrong).send(), wrong);
        }
        GraphQlException unknown = assertThrows(
                GraphQlException.class,
                () -> alice.graphql("mutation ($input: CreateProjectInput!) { createProject(input: $input) { id } }")
                        .variable("input", Map.of("name", "a", "color", "red"))
                        .send());
        assertTrue(
                unknown.errors().get(0).message().contains("color"),
                unknown.errors().get(0).message());
    }

    public record Message(String text) {}

    @Test
    void publishesEventsInEveryAuthorizationMode() throws Exception {
        EventsClient events = library.eventsOf(library.signIn("alice"));
        events.post("/default/chat", new Message("with the token"));
        events.authMode(GraphQlAuthMode.API_KEY).post("default/chat", new Message("with the key"));
        events.authMode(GraphQlAuthMode.IAM).post("/default/chat/", new Message("signed"));
        events.authMode(GraphQlAuthMode.IAM).asGuest().post("/default/chat", new Message("as the guest"));
        events.authMode(GraphQlAuthMode.LAMBDA)
                .authToken(library.accessTokenOf("alice"))
                .post("/default/chat", new Message("with a token of its own"));
        List<String> published = sandbox.get("/sandbox/events").lines().toList();
        assertEquals(5, published.size(), published.toString());
        assertEquals("/default/chat userPool alice {\"text\":\"with the token\"}", published.get(0));
        assertEquals("/default/chat apiKey nobody {\"text\":\"with the key\"}", published.get(1));
        assertTrue(published.get(2).startsWith("/default/chat/ iam eu-central-1:"), published.get(2));
        EventsResult partial = events.postAll("/default/chat", List.of(Map.of("refuse", "too loud"), 1));
        assertEquals(1, partial.successful().size());
        assertEquals("too loud", partial.failed().get(0).message().orElseThrow());
        ApiException elsewhere =
                assertThrows(ApiException.class, () -> events.post("/other/chat", new Message("lost")));
        assertEquals("UnauthorizedException", elsewhere.name());
        assertEquals(401, elsewhere.statusCode().orElseThrow());
        ApiException nobody = assertThrows(
                ApiException.class,
                () -> events.authMode(GraphQlAuthMode.NONE).post("/default/chat", new Message("lost")));
        assertEquals("MissingAuthenticationTokenException", nobody.name());
    }
}
