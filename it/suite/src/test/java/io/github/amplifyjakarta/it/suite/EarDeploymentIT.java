package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** One EAR with two applications that contain the library. One of them is in the EAR twice. */
@ArquillianTest
class EarDeploymentIT {

    private static final int PORT = Integer.getInteger("http.port");

    @Deployment(name = "together", testable = false)
    static EnterpriseArchive together() {
        Path it = Path.of("..").toAbsolutePath().normalize();
        StringBuilder modules = new StringBuilder();
        EnterpriseArchive ear = ShrinkWrap.create(EnterpriseArchive.class, "together.ear");
        for (String name : List.of("ear-one", "ear-two", "ear-three")) {
            String archive =
                    name.equals("ear-three") ? "scenarios/target/scenarios-1-browser.war" : "paths/target/paths.war";
            ear.addAsModule(ShrinkWrap.create(ZipImporter.class, name + ".war")
                    .importFrom(it.resolve(archive).toFile())
                    .as(WebArchive.class));
            modules.append("<module><web><web-uri>")
                    .append(name)
                    .append(".war</web-uri><context-root>/")
                    .append(name)
                    .append("</context-root></web></module>");
        }
        ear.setApplicationXML(
                new StringAsset("<application xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"10\">" + modules
                        + "</application>"));
        return ear;
    }

    @Test
    void givesEachApplicationItsOwnSessions() throws Exception {
        try (RawConnection connection = new RawConnection(PORT)) {
            for (String root : List.of("/ear-one", "/ear-two", "/ear-one", "/ear-two")) {
                RawConnection.Answer open = connection.send("GET", root + "/api/index", "");
                assertEquals("200 for everybody", open.status() + " " + open.body(), root);
                assertEquals(
                        401, connection.send("GET", root + "/api/members", "").status(), root);
                assertEquals(
                        401, connection.send("GET", root + "/content/x", "").status(), root);
            }
            RawConnection.Answer guest = connection.send("GET", "/ear-three/api/who-am-i", "");
            assertEquals("200 guest", guest.status() + " " + guest.body());
        }
    }
}
