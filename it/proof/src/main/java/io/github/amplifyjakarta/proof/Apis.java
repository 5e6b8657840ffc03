package io.github.amplifyjakarta.proof;

import io.github.amplifyjakarta.api.AmplifyApi;
import io.github.amplifyjakarta.api.GraphQlClient;
import io.github.amplifyjakarta.api.RestApiClient;
import io.github.amplifyjakarta.auth.RequiresSession;
import io.github.amplifyjakarta.config.AmplifyConfig;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.TreeSet;

/** One call of a REST API and one of the GraphQL API. What they answer is not told. */
@Path("apis")
@RequestScoped
@RequiresSession
@Produces(MediaType.TEXT_PLAIN)
public class Apis {

    @Inject
    AmplifyConfig config;

    @Inject
    @Any
    Instance<RestApiClient> rest;

    @Inject
    @AmplifyApi
    Instance<GraphQlClient> graphQl;

    /** Sends a GET request. */
    @GET
    @Path("rest")
    public String rest(@QueryParam("api") String api, @QueryParam("path") String path) {
        Instance<RestApiClient> named = rest.select(new ApiName(api));
        if (named.isUnsatisfied()) {
            return Answer.failed("there is no REST API \"" + api + "\"; the Amplify file has "
                    + new TreeSet<>(config.restApis().keySet()));
        }
        return Answer.of(() -> Answer.passed(
                "GET " + path + ": " + named.get().get(path).send().statusCode()));
    }

    /** Sends a query. */
    @POST
    @Path("graphql")
    public String graphQl(String query) {
        if (graphQl.isUnsatisfied()) {
            return Answer.notConfigured("the Amplify file has no GraphQL API");
        }
        return Answer.of(() -> Answer.passed("data has "
                + new TreeSet<>(graphQl.get().graphql(query).send().data().keySet())));
    }
}
