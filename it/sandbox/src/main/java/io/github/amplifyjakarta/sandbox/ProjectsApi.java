package io.github.amplifyjakarta.sandbox;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.Map;

/**
 * Projects and their tasks: two models that belong to each other. Who is signed in may do everything; a project with a team is
 * for the group of that name alone.
 */
final class ProjectsApi {

    private final ModelTable projects = new ModelTable();
    private final ModelTable tasks = new ModelTable();

    void addTo(RuntimeWiring.Builder wiring) {
        wiring.scalar(AwsDateTime.SCALAR)
                .type(
                        "Query",
                        type -> type.dataFetcher("getProject", this::getProject)
                                .dataFetcher("listProjects", this::listProjects)
                                .dataFetcher("getTask", this::getTask)
                                .dataFetcher("listTasks", this::listTasks)
                                .dataFetcher("tasksByProjectIdAndDueAt", this::tasksByProject))
                .type(
                        "Mutation",
                        type -> type.dataFetcher("createProject", this::createProject)
                                .dataFetcher("updateProject", this::updateProject)
                                .dataFetcher("deleteProject", this::deleteProject)
                                .dataFetcher("createTask", field -> signedIn(field) ? tasks.create(field) : null)
                                .dataFetcher("updateTask", field -> signedIn(field) ? tasks.update(field) : null)
                                .dataFetcher("deleteTask", field -> signedIn(field) ? tasks.delete(field) : null))
                .type("Project", type -> type.dataFetcher("tasks", this::tasksOfProject))
                .type("Task", type -> type.dataFetcher("project", this::projectOfTask));
    }

    private static boolean signedIn(DataFetchingEnvironment field) {
        if (!GraphQlApi.caller(field).mode().equals("userPool")) {
            throw GraphQlApi.refused(field);
        }
        return true;
    }

    private static boolean maySee(DataFetchingEnvironment field, Map<String, Object> project) {
        return project.get("team") == null
                || GraphQlApi.caller(field).groups().contains(String.valueOf(project.get("team")));
    }

    private Object getProject(DataFetchingEnvironment field) {
        return signedIn(field) ? visible(field, field.getArgument("id")) : null;
    }

    private Object visible(DataFetchingEnvironment field, Object id) {
        Map<String, Object> found = projects.get(id).orElse(null);
        if (found != null && !maySee(field, found)) {
            throw GraphQlApi.refused(field);
        }
        return found;
    }

    private Object listProjects(DataFetchingEnvironment field) {
        return signedIn(field) ? projects.page(field, project -> maySee(field, project), "createdAt") : null;
    }

    private Object createProject(DataFetchingEnvironment field) {
        Map<String, Object> input = field.getArgument("input");
        if (signedIn(field) && !maySee(field, input)) {
            throw GraphQlApi.refused(field);
        }
        return projects.create(field);
    }

    private Object updateProject(DataFetchingEnvironment field) {
        requireVisible(field);
        return projects.update(field);
    }

    private Object deleteProject(DataFetchingEnvironment field) {
        requireVisible(field);
        return projects.delete(field);
    }

    private void requireVisible(DataFetchingEnvironment field) {
        Map<String, Object> input = field.getArgument("input");
        if (signedIn(field)) {
            visible(field, input.get("id"));
        }
    }

    private Object getTask(DataFetchingEnvironment field) {
        return signedIn(field) ? tasks.get(field.getArgument("id")).orElse(null) : null;
    }

    private Object listTasks(DataFetchingEnvironment field) {
        return signedIn(field) ? tasks.page(field, task -> true, "createdAt") : null;
    }

    private Object tasksByProject(DataFetchingEnvironment field) {
        Object projectId = field.getArgument("projectId");
        Map<String, Object> dueAt = field.getArgumentOrDefault("dueAt", Map.of());
        return signedIn(field)
                ? tasks.page(
                        field,
                        task -> projectId.equals(task.get("projectId"))
                                && ModelTable.compares(task.get("dueAt"), dueAt),
                        "dueAt")
                : null;
    }

    private Object tasksOfProject(DataFetchingEnvironment field) {
        Map<String, Object> project = field.getSource();
        return tasks.page(field, task -> project.get("id").equals(task.get("projectId")), "dueAt");
    }

    private Object projectOfTask(DataFetchingEnvironment field) {
        Map<String, Object> task = field.getSource();
        return task.get("projectId") == null ? null : visible(field, task.get("projectId"));
    }
}
