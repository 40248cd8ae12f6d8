package dev.phleet.analyzer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.phleet.analyzer", importOptions = DoNotIncludeTests.class)
class LayeringTest {
  private static final String[] DATA_PATH = {
    "..correlation..",
    "..fleet..",
    "..delivery..",
    "..intake..",
    "..incident..",
    "..host..",
    "..version..",
    "..ocsf..",
    "..topology.."
  };

  @ArchTest
  static final ArchRule SHOULD_KEEP_RULES_FREE_OF_KAFKA =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..correlation..",
              "..fleet..",
              "..delivery..",
              "..intake..",
              "..count..",
              "..incident..",
              "..host..",
              "..version..",
              "..ocsf..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..", "dev.phleet.schemas.serde..", "dev.phleet.analyzer.topology..");

  @ArchTest
  static final ArchRule SHOULD_KEEP_RULES_FREE_OF_CONFIGURATION =
      noClasses()
          .that()
          .resideInAnyPackage(DATA_PATH)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..analyzer.config..");

  @ArchTest
  static final ArchRule SHOULD_KEEP_HTTP_IN_ITS_ROOM =
      noClasses()
          .that()
          .resideOutsideOfPackage("..analyzer.api..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "io.micrometer..");

  @ArchTest
  static final ArchRule SHOULD_KEEP_WHAT_CONCLUDES_FREE_OF_WHO_ASKS =
      noClasses()
          .that()
          .resideInAnyPackage(DATA_PATH)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..analyzer.api..", "..analyzer.query..", "..analyzer.live..");

  @ArchTest
  static final ArchRule SHOULD_KEEP_CORRELATION_FREE_OF_WHAT_SURROUNDS_IT =
      noClasses()
          .that()
          .resideInAPackage("..correlation..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..fleet..", "..delivery..", "..intake..");
}
