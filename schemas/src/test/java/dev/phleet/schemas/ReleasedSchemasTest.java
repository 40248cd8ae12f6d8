package dev.phleet.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidator;
import org.apache.avro.SchemaValidatorBuilder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compatible both ways, before a registry says it: the schemas of today read what every released
 * version wrote (BACKWARD_TRANSITIVE), and each of those reads what is written today. A release
 * adds a folder, see the README.
 */
class ReleasedSchemasTest {

  private static final Path RELEASED = Path.of("src", "test", "resources", "released");

  // What Confluent's registry does for BACKWARD_TRANSITIVE.
  private static final SchemaValidator VALIDATOR =
      new SchemaValidatorBuilder().canReadStrategy().validateAll();

  private static final SchemaValidator BY_RELEASES =
      new SchemaValidatorBuilder().canBeReadStrategy().validateAll();

  static List<Class<? extends SpecificRecord>> types() {
    return SampleEvents.types();
  }

  /** The schema of that name in every release that has it. */
  private static List<Schema> released(String name) throws IOException {
    try (Stream<Path> versions = Files.list(RELEASED)) {
      return versions
          .map(version -> version.resolve(name + ".avsc"))
          .filter(Files::exists)
          .map(ReleasedSchemasTest::parse)
          .toList();
    }
  }

  private static Schema parse(Path path) {
    try {
      return new SchemaParser().parse(path).mainSchema();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void shouldReadWhatEveryReleaseWrote(Class<? extends SpecificRecord> type) throws IOException {
    Schema present = SpecificData.getForClass(type).getSchema(type);
    assertThatCode(() -> VALIDATOR.validate(present, released(present.getName())))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("types")
  void shouldBeReadByEveryRelease(Class<? extends SpecificRecord> type) throws IOException {
    Schema present = SpecificData.getForClass(type).getSchema(type);
    assertThatCode(() -> BY_RELEASES.validate(present, released(present.getName())))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldStillHaveEveryEventThatWasEverReleased() throws IOException {
    try (Stream<Path> files = Files.walk(RELEASED)) {
      List<String> names =
          files
              .filter(Files::isRegularFile)
              .map(path -> path.getFileName().toString().replace(".avsc", ""))
              .distinct()
              .toList();
      assertThat(names).isNotEmpty();
      assertThat(types().stream().map(Class::getSimpleName)).containsAll(names);
    }
  }

  /** Events whose schema of today is not the one that the folder of a version has. */
  private static List<String> unlike(String version) throws IOException {
    List<String> unlike = new ArrayList<>();
    for (Class<? extends SpecificRecord> type : types()) {
      Path file = RELEASED.resolve(version).resolve(type.getSimpleName() + ".avsc");
      String today = SchemaRelease.text(type);
      if (!Files.exists(file) || !Files.readString(file).equals(today)) {
        unlike.add(type.getSimpleName());
      }
    }
    return unlike;
  }

  @Test
  void shouldKeepTheSchemasOfAVersionOnceItIsNoSnapshot() throws IOException {
    Matcher version =
        Pattern.compile("<artifactId>phleet</artifactId>\\s*<version>([^<]+)<")
            .matcher(Files.readString(Path.of("..", "pom.xml")));
    assertThat(version.find()).isTrue();
    if (!version.group(1).endsWith("-SNAPSHOT")) {
      assertThat(unlike(version.group(1))).as("README.md says how to add them").isEmpty();
    }
    assertThat(unlike("no-such-version")).hasSameSizeAs(types());
  }

  @Test
  void shouldNoticeAFieldWithoutDefault() throws IOException {
    Schema old = released("Incident").get(0);
    Schema present =
        new SchemaParser()
            .parse(
                old.toString()
                    .replaceFirst(
                        "\"fields\":\\[",
                        "\"fields\":[{\"name\":\"added\",\"type\":\"int\",\"doc\":\"x\"},"))
            .mainSchema();
    assertThat(present.getField("added")).isNotNull();
    assertThatThrownBy(() -> VALIDATOR.validate(present, List.of(old)))
        .isInstanceOf(SchemaValidationException.class);
  }
}
