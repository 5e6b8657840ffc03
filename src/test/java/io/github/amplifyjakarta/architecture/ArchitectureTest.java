package io.github.amplifyjakarta.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Holds the table of arrows in docs/architecture.md. */
class ArchitectureTest {

    private static final String BASE = "io.github.amplifyjakarta";

    /** Room to the rooms it may import. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("config", Set.of()),
            Map.entry("http", Set.of()),
            Map.entry("cookie", Set.of()),
            Map.entry("storage", Set.of()),
            Map.entry("api", Set.of("http")),
            Map.entry("telemetry", Set.of("http")),
            Map.entry("jwt", Set.of("http", "telemetry")),
            Map.entry("credentials", Set.of("http", "telemetry")),
            Map.entry("oauth", Set.of("jwt", "http", "cookie")),
            Map.entry("session", Set.of("oauth", "jwt", "credentials", "cookie", "http")),
            Map.entry("access", Set.of()),
            Map.entry("web", Set.of("access", "session", "oauth", "cookie")),
            Map.entry(
                    "cdi",
                    Set.of(
                            "config",
                            "http",
                            "cookie",
                            "storage",
                            "api",
                            "telemetry",
                            "jwt",
                            "credentials",
                            "oauth",
                            "session",
                            "access",
                            "web")));

    private static final JavaClasses LIBRARY = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

    private static List<ArchRule> arrows(String base) {
        List<ArchRule> rules = new ArrayList<>();
        ARROWS.forEach((room, allowed) -> {
            Set<String> forbidden = new TreeSet<>(ARROWS.keySet());
            forbidden.removeAll(allowed);
            forbidden.remove(room);
            if (!forbidden.isEmpty()) {
                rules.add(noClasses()
                        .that()
                        .resideInAPackage(base + ".internal." + room + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(forbidden.stream()
                                .map(other -> base + ".internal." + other + "..")
                                .toArray(String[]::new))
                        .allowEmptyShould(true));
            }
        });
        return rules;
    }

    @Test
    void roomsImportOnlyAlongTheArrows() {
        arrows(BASE).forEach(rule -> rule.check(LIBRARY));
    }

    @Test
    void everyRoomIsOnTheTable() {
        Set<String> rooms = new TreeSet<>();
        for (JavaClass type : LIBRARY) {
            if (type.getPackageName().startsWith(BASE + ".internal.")) {
                rooms.add(type.getPackageName().substring((BASE + ".internal.").length()));
            }
        }
        assertEquals(new TreeSet<>(ARROWS.keySet()), rooms);
    }

    @Test
    void aPlantedViolationIsSeen() {
        JavaClasses planted = new ClassFileImporter().importPackages(BASE + ".architecture.planted");
        assertThrows(
                AssertionError.class,
                () -> arrows(BASE + ".architecture.planted").forEach(rule -> rule.check(planted)));
    }

    @Test
    void thereAreNoCycles() {
        SlicesRuleDefinition.slices()
                .matching(BASE + ".internal.(*)..")
                .should()
                .beFreeOfCycles()
                .check(LIBRARY);
    }

    @Test
    void thePublicPromiseDoesNotKnowTheInside() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".internal..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(BASE + ".internal..")
                .check(LIBRARY);
    }

    @Test
    void jaxRsAndServletAreImportedByTheRimOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".internal.web..")
                .and()
                .doNotHaveSimpleName("AmplifyFeature")
                .and()
                .doNotHaveSimpleName("RestApiClient") // gives the clients of JAX-RS its authorization
                .and()
                .doNotHaveSimpleName("SessionRest")
                .and()
                .haveNameNotMatching(".*\\.ClientAuthorization(\\$.*)?")
                .and()
                .haveNameNotMatching(".*AmplifyServletInitializer.*")
                .should()
                .dependOnClassesThat(resideInAnyPackage("jakarta.ws.rs..", "jakarta.servlet..", "jakarta.security..")
                        .and(not(simpleName("GenericType")))) // which says a type, and nothing of JAX-RS
                .check(LIBRARY);
    }

    /** Servers need not have them: whoever imports them is loaded by name, where they are there. */
    @Test
    void whatServersMayLackIsImportedByWhatIsLoadedOnDemandOnly() {
        noClasses()
                .that()
                .haveNameNotMatching(
                        ".*\\.(SessionMechanism|CurrentJsonWebToken|SessionThreadContext|KeysReadiness|MetricsExport)")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.security..",
                        "org.eclipse.microprofile.jwt..",
                        "org.eclipse.microprofile.health..",
                        "io.opentelemetry..",
                        "jakarta.enterprise.concurrent..")
                .check(LIBRARY);
    }

    @Test
    void theAwsSdkIsImportedByStorageOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".internal.storage..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon..")
                .check(LIBRARY);
    }

    @Test
    void cdiIsImportedByItsRoomOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".internal.cdi..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.enterprise..")
                .check(LIBRARY);
    }

    @Test
    void nothingIsStaticAndMutable() {
        for (JavaClass type : LIBRARY) {
            type.getFields().stream()
                    .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                    .forEach(field ->
                            assertTrue(field.getModifiers().contains(JavaModifier.FINAL), field.getFullName()));
        }
    }

    @Test
    void namesSayWhatAClassIs() {
        for (JavaClass type : LIBRARY) {
            assertFalse(type.getSimpleName().matches(".*(Util|Utils|Helper|Manager)"), type.getName());
        }
    }
}
