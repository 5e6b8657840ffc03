package io.github.amplifyjakarta.architecture;

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

/** Holds the table of dependencies in docs/architecture.md. */
class ArchitectureTest {

    private static final String BASE = "io.github.amplifyjakarta";

    /** Each internal package, and the internal packages that it may import. */
    private static final Map<String, Set<String>> DEPENDENCIES = Map.ofEntries(
            Map.entry("config", Set.of("transport")),
            Map.entry("transport", Set.of()),
            Map.entry("cookie", Set.of()),
            Map.entry("storage", Set.of("aws")),
            Map.entry("aws", Set.of("transport")),
            Map.entry("telemetry", Set.of("transport")),
            Map.entry("rest", Set.of("aws", "transport")),
            Map.entry("graphql", Set.of("aws", "transport")),
            Map.entry("jwt", Set.of("transport", "telemetry")),
            Map.entry("credentials", Set.of("cluster", "aws", "transport", "telemetry")),
            Map.entry("oauth", Set.of("jwt", "aws", "transport", "cookie")),
            Map.entry("cluster", Set.of("oauth", "aws", "transport", "telemetry")),
            Map.entry("signin", Set.of("session", "cluster", "oauth", "jwt", "cookie", "aws", "transport")),
            Map.entry("session", Set.of("cluster", "oauth", "jwt", "credentials", "cookie", "aws", "transport")),
            Map.entry("exchange", Set.of("cookie")),
            Map.entry("access", Set.of("exchange", "session", "oauth", "cookie")),
            Map.entry("routes", Set.of("signin", "cluster", "exchange", "session", "oauth", "cookie", "transport")),
            Map.entry("servlet", Set.of("access", "routes", "exchange", "session", "cookie")),
            Map.entry(
                    "integration", Set.of("servlet", "access", "exchange", "session", "jwt", "telemetry", "transport")),
            Map.entry("jaxrs", Set.of("servlet", "access", "routes", "exchange", "session", "cookie")),
            Map.entry(
                    "cdi",
                    Set.of(
                            "config",
                            "transport",
                            "cookie",
                            "storage",
                            "aws",
                            "telemetry",
                            "rest",
                            "graphql",
                            "jwt",
                            "credentials",
                            "oauth",
                            "session",
                            "exchange",
                            "access",
                            "routes",
                            "servlet",
                            "cluster",
                            "signin",
                            "integration",
                            "jaxrs")));

    private static final JavaClasses LIBRARY = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

    private static List<ArchRule> dependencyRules(String base) {
        List<ArchRule> rules = new ArrayList<>();
        DEPENDENCIES.forEach((name, allowed) -> {
            Set<String> forbidden = new TreeSet<>(DEPENDENCIES.keySet());
            forbidden.removeAll(allowed);
            forbidden.remove(name);
            if (!forbidden.isEmpty()) {
                rules.add(noClasses()
                        .that()
                        .resideInAPackage(base + ".internal." + name + "..")
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
    void importsOnlyWhatTheTableAllows() {
        dependencyRules(BASE).forEach(rule -> rule.check(LIBRARY));
    }

    @Test
    void namesEveryInternalPackageInTheTable() {
        Set<String> packages = new TreeSet<>();
        for (JavaClass type : LIBRARY) {
            if (type.getPackageName().startsWith(BASE + ".internal.")) {
                packages.add(type.getPackageName().substring((BASE + ".internal.").length()));
            }
        }
        assertEquals(new TreeSet<>(DEPENDENCIES.keySet()), packages);
    }

    @Test
    void noticesAPlantedViolation() {
        JavaClasses planted = new ClassFileImporter().importPackages(BASE + ".architecture.planted");
        AssertionError seen = assertThrows(
                AssertionError.class,
                () -> dependencyRules(BASE + ".architecture.planted").forEach(rule -> rule.check(planted)));
        assertTrue(
                seen.getMessage()
                        .contains("PlantedViolation.forbidden> has type <" + BASE
                                + ".architecture.planted.internal.servlet.PlantedTarget>"),
                seen.getMessage());
    }

    /** Jakarta EE 10 Platform, section 9.7: what it has beyond the Web Profile. */
    @Test
    void usesTheWebProfileOnly() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.activation..",
                        "jakarta.batch..",
                        "jakarta.jms..",
                        "jakarta.mail..",
                        "jakarta.resource..",
                        "jakarta.security.jacc..",
                        "jakarta.xml..")
                .check(LIBRARY);
    }

    @Test
    void isFreeOfCycles() {
        SlicesRuleDefinition.slices()
                .matching(BASE + ".internal.(*)..")
                .should()
                .beFreeOfCycles()
                .check(LIBRARY);
    }

    @Test
    void keepsInternalPackagesOutOfPublicOnes() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".internal..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(BASE + ".internal..")
                .check(LIBRARY);
    }

    @Test
    void importsServletsInTheirAdapterAndCdiOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        BASE + ".internal.servlet..", BASE + ".internal.integration..", BASE + ".internal.cdi..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.servlet..")
                .check(LIBRARY);
    }

    /** The public REST client gives the clients of Jakarta REST its authorization. */
    @Test
    void importsJakartaRestInItsAdapterAndTheRestClientOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        BASE + ".internal.jaxrs..",
                        BASE + ".internal.cdi..",
                        BASE + ".internal.rest..",
                        BASE + ".api..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.ws.rs..")
                .check(LIBRARY);
    }

    /** Servers may lack these APIs. The classes that import them are loaded only where the APIs are available. */
    @Test
    void importsOptionalApisInIntegrationOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".internal.integration..")
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
    void importsTheAwsSdkInStorageOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".internal.storage..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon..")
                .check(LIBRARY);
    }

    @Test
    void importsJedisForTheSharedStoreOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".internal.cluster..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("redis..")
                .check(LIBRARY);
    }

    @Test
    void importsCdiInItsAdaptersOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(BASE + ".internal.cdi..", BASE + ".internal.integration..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.enterprise..")
                .check(LIBRARY);
    }

    @Test
    void keepsStaticFieldsFinal() {
        for (JavaClass type : LIBRARY) {
            type.getFields().stream()
                    .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                    .forEach(field ->
                            assertTrue(field.getModifiers().contains(JavaModifier.FINAL), field.getFullName()));
        }
    }

    @Test
    void namesClassesAfterWhatTheyAre() {
        for (JavaClass type : LIBRARY) {
            assertFalse(type.getSimpleName().matches(".*(Util|Utils|Helper|Manager)"), type.getName());
        }
    }
}
