package dev.phleet.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
 * BACKWARD_TRANSITIVE, before a registry says it: the schemas of today read what every released
 * version wrote. A release adds a folder, see the README.
 */
class ReleasedSchemasTest {

  private static final Path RELEASED = Path.of("src", "test", "resources", "released");

  // What Confluent's registry does for BACKWARD_TRANSITIVE.
  private static final SchemaValidator VALIDATOR =
      new SchemaValidatorBuilder().canReadStrategy().validateAll();

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
