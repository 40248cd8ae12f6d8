package dev.phleet.schemas.serde;

import dev.phleet.schemas.SampleEvents;
import dev.phleet.schemas.registry.InMemoryRegistryServer;
import java.io.IOException;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfluentInteropTest {

  static List<Class<? extends SpecificRecord>> types() {
    return SampleEvents.types();
  }

  @ParameterizedTest
  @MethodSource("types")
  void shouldWriteTheBytesThatTheGenuineSerializerWrites(Class<? extends SpecificRecord> type)
      throws IOException {
    try (InMemoryRegistryServer registry = new InMemoryRegistryServer()) {
      new ConfluentInterop(registry.url(), "ours-first.").check(type, false);
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void shouldFindTheSchemaThatTheGenuineSerializerRegistered(Class<? extends SpecificRecord> type)
      throws IOException {
    try (InMemoryRegistryServer registry = new InMemoryRegistryServer()) {
      new ConfluentInterop(registry.url(), "genuine-first.").check(type, true);
    }
  }
}
