package dev.phleet.collector.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.publish.EventPublisher;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The list of classes that go into the JVM's archive. */
final class ArchivedClassesTest {
  private final List<String> names = ArchivedClasses.names();

  @Test
  void shouldNameEachClassOnceInTheirOrder() {
    assertThat(names).isSorted().doesNotHaveDuplicates();
    assertThat(names).contains(EventPublisher.class.getName());
  }

  @Test
  void shouldNameOnlyClassesThatAreThereButForThoseOfAnotherJvm() {
    assertThat(names)
        .filteredOn(name -> name.matches("(dev|org|ch|com\\.fasterxml)\\..*"))
        .hasSizeGreaterThan(1000)
        .allMatch(ArchivedClasses::isLoaded);
  }

  @Test
  void shouldLeaveOutAClassThatIsNotThere() {
    assertThat(ArchivedClasses.isLoaded("dev.phleet.collector.NoSuchClass")).isFalse();
  }
}
