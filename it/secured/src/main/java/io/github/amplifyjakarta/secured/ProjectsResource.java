package io.github.amplifyjakarta.secured;

import io.github.amplifyjakarta.api.AmplifyApi;
import io.github.amplifyjakarta.api.EventsClient;
import io.github.amplifyjakarta.api.GraphQlClient;
import io.github.amplifyjakarta.api.ModelClient;
import io.github.amplifyjakarta.api.ModelPage;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Works with models that are related, and publishes events. */
@Path("projects")
@RequestScoped
@PermitAll
public class ProjectsResource {

    private static final ZonedDateTime MONDAY = ZonedDateTime.parse("2026-11-30T09:00:00+01:00[Europe/Berlin]");

    @Inject
    @AmplifyApi
    GraphQlClient graphQl;

    @Inject
    @AmplifyApi
    EventsClient events;

    /** How far a project is. */
    public enum Status {
        /** It is planned. */
        DRAFT,
        /** It is under way. */
        ACTIVE,
        /** It is done. */
        DONE
    }

    /** A custom type. */
    public record Money(double amount, String currency) {}

    /** A task, as a project has it. */
    public record Task(String id, String title, ZonedDateTime dueAt) {}

    /** A project with the first page of its tasks. */
    public record Project(String id, String name, Status status, Money budget, String team, ModelPage<Task> tasks) {

        Project named(String other) {
            return new Project(id, other, status, budget, team, tasks);
        }
    }

    /** A project, as a task has it. */
    public record ProjectOfTask(String id, String name, Status status) {}

    /** A task with its project. */
    public record TaskOfProject(String id, String title, ZonedDateTime dueAt, ProjectOfTask project) {}

    private ModelClient<Project> projects() {
        return graphQl.model("Project", Project.class).page("tasks", query -> query.limit(2));
    }

    /** Writes a project and three tasks, reads, changes and writes them again; {@return what has become of them} */
    @GET
    public String readAndWrite(@QueryParam("team") String team) {
        Project made = projects().create(new Project(null, "move", Status.ACTIVE, new Money(12.5, "EUR"), team, null));
        ModelClient<TaskOfProject> tasks = graphQl.model("Task", TaskOfProject.class);
        for (int day = 0; day < 3; day++) {
            tasks.create(new TaskOfProject(
                    null,
                    "day " + day,
                    MONDAY.plusDays(day),
                    new ProjectOfTask(made.id(), made.name(), made.status())));
        }
        Project read = projects().get(made.id()).orElseThrow();
        Project written = projects().update(read.named("moved"));
        ModelPage<TaskOfProject> due = tasks.index(
                "tasksByProjectIdAndDueAt",
                query -> query.key("projectId", made.id()).key("dueAt", Map.of("ge", "2026-12-01T00:00:00+01:00")));
        TaskOfProject late = tasks.update(due.items().get(0));
        return written.name() + " " + written.status() + " " + written.budget() + " "
                + read.tasks().items().stream().map(Task::title).collect(Collectors.joining(","))
                + (read.tasks().nextToken().isPresent() ? ",…" : "") + " "
                + due.items().stream().map(TaskOfProject::title).collect(Collectors.joining(",")) + " "
                + late.project().name() + " " + late.dueAt().toInstant();
    }

    /** Tells subscribers; {@return how many events were published, and why others were not} */
    @GET
    @Path("published")
    public String publish() {
        var result = events.postAll(
                "default/projects", List.of(Map.of("name", "move"), Map.of("refuse", "too loud"), "a text"));
        return result.successful().size() + " "
                + result.failed().stream()
                        .map(failed -> failed.index() + " " + failed.message().orElse(""))
                        .collect(Collectors.joining(","));
    }
}
