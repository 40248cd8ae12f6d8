package dev.phleet.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phleet.schemas.SampleEvents;
import dev.phleet.schemas.json.EventJson;
import dev.phleet.schemas.registry.HttpRegistryClient;
import dev.phleet.schemas.registry.InMemoryRegistryServer;
import java.io.IOException;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.apache.avro.specific.SpecificRecord;

/** What is written is what is read, for any event. */
class RoundTripProperties {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private InMemoryRegistryServer registry;

  @BeforeProperty
  void start() throws IOException {
    registry = new InMemoryRegistryServer();
  }

  @AfterProperty
  void stop() {
    registry.close();
  }

  /** A seed is not worth shrinking. */
  @Provide
  Arbitrary<SpecificRecord> events() {
    return Arbitraries.of(SampleEvents.types())
        .flatMap(type -> Arbitraries.longs().map(seed -> new SampleEvents(seed).next(type)));
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void shouldReadWhatWasWritten(@ForAll("events") SpecificRecord event) {
    HttpRegistryClient client =
        HttpRegistryClient.from(Map.of("schema.registry.url", registry.url()));
    byte[] bytes =
        new AvroSerializer<SpecificRecord>(client).serialize(event.getSchema().getName(), event);
    assertThat(new AvroDeserializer<>(typeOf(event), client).deserialize("t", bytes))
        .isEqualTo(event);
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void shouldPrintJsonThatReadsBackAsTheSameTree(@ForAll("events") SpecificRecord event)
      throws JsonProcessingException {
    String json = EventJson.toJson(event);
    assertThat(json).doesNotContain("\n");
    assertThat(MAPPER.readTree(json).toString()).isEqualTo(json);
  }

  @SuppressWarnings("unchecked") // An event's class is a class of events.
  private static Class<SpecificRecord> typeOf(SpecificRecord event) {
    return (Class<SpecificRecord>) event.getClass();
  }
}
