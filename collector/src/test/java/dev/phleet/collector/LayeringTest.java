package dev.phleet.collector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rooms of the collector, and which doors stay shut. */
@AnalyzeClasses(packages = "dev.phleet.collector", importOptions = DoNotIncludeTests.class)
final class LayeringTest {
  @ArchTest
  static final ArchRule ONLY_LIBBPF_TOUCHES_JNA =
      noClasses()
          .that()
          .resideOutsideOfPackage("..collector.libbpf..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.sun.jna..");

  @ArchTest
  static final ArchRule DECODING_AND_DETECTING_KNOW_NO_KAFKA =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..collector.libbpf..",
              "..collector.layout..",
              "..collector.event..",
              "..collector.detector..",
              "..collector.identity..",
              "..collector.context..",
              "..collector.calls..",
              "..collector.clock..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");

  @ArchTest
  static final ArchRule DETECTING_KNOWS_NO_PUBLISHING =
      noClasses()
          .that()
          .resideInAnyPackage("..collector.detector..", "..collector.event..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..collector.publish..", "..collector.config..", "..schemas..");
}
