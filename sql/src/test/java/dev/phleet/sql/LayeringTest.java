package dev.phleet.sql;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rooms of the module, and which doors stay shut. */
@AnalyzeClasses(packages = "dev.phleet.sql", importOptions = DoNotIncludeTests.class)
final class LayeringTest {
  @ArchTest
  static final ArchRule TABLES_AND_STATEMENTS_KNOW_NO_FLINK =
      noClasses()
          .that()
          .resideInAnyPackage("..sql.table..", "..sql.statement..", "..sql.connection..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.flink..");

  @ArchTest
  static final ArchRule ONLY_THE_ENGINE_RUNS_FLINK =
      noClasses()
          .that()
          .resideOutsideOfPackage("..sql.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.flink.runtime..",
              "org.apache.flink.client..",
              "org.apache.flink.streaming..",
              "org.apache.flink.configuration..");

  @ArchTest
  static final ArchRule ONLY_THE_PROMPT_TOUCHES_THE_TERMINAL =
      noClasses()
          .that()
          .resideInAnyPackage("..sql.engine..", "..sql.output..", "..sql.table..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.jline..");
}
