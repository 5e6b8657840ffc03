package io.github.amplifyjakarta.guide;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.AmplifyGuest;
import io.github.amplifyjakarta.AmplifyServerContext;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.concurrent.TimeUnit;

@Path("prices")
@ApplicationScoped
public class PriceList {

    private static final System.Logger LOG = System.getLogger("prices");

    @Inject
    @AmplifyGuest
    AmplifyServerContext guest;

    @Resource
    ManagedScheduledExecutorService scheduler;

    private volatile String prices = "";

    void start(@Observes Startup startup) {
        scheduler.scheduleWithFixedDelay(this::render, 0, 1, TimeUnit.HOURS);
    }

    private void render() {
        try {
            prices = "as of today, for " + guest.fetchAuthSession().identityId().orElseThrow();
        } catch (AmplifyException e) { // the old prices stay; an executor ends a task that throws
            LOG.log(System.Logger.Level.WARNING, "the prices are not of today: " + e.code());
        }
    }

    @GET
    public String prices() {
        return prices;
    }
}
