package dev.phleet.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.schemas.event.Ancestor;
import dev.phleet.schemas.event.Call;
import dev.phleet.schemas.event.CallTable;
import dev.phleet.schemas.event.Host;
import dev.phleet.schemas.event.Sighting;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;

class EventJsonTest {

  @Test
  void shouldWriteEnumsByNameAndFieldsInTheirOrder() {
    assertThat(EventJson.toJson(new Call(CallTable.NATIVE, 257, "openat")))
        .isEqualTo("{\"table\":\"NATIVE\",\"number\":257,\"name\":\"openat\"}");
  }

  @Test
  void shouldNotWrapWhatMayBeNull() {
    assertThat(EventJson.toJson(new Ancestor(1, "init", null)))
        .isEqualTo("{\"pid\":1,\"comm\":\"init\",\"executable\":null}");
    assertThat(EventJson.toJson(new Ancestor(1, "init", "/sbin/init")))
        .isEqualTo("{\"pid\":1,\"comm\":\"init\",\"executable\":\"/sbin/init\"}");
  }

  @Test
  void shouldWriteTimesInMicroseconds() {
    Host host = new Host("h", "\"n\"\n", "b");
    Instant first = Instant.parse("2026-11-20T11:12:13.141592Z");
    assertThat(EventJson.toJson(new Sighting(host, first, Instant.EPOCH, 2L)))
        .isEqualTo(
            "{\"host\":{\"id\":\"h\",\"name\":\"\\\"n\\\"\\n\",\"bootId\":\"b\"},"
                + "\"first\":1795173133141592,\"last\":0,\"count\":2}");
  }

  @Test
  void shouldWriteTheEarliestAndTheLatestTimeThatARecordCanHold() {
    for (long micros : new long[] {Long.MIN_VALUE, -1, -1_000_000, Long.MAX_VALUE}) {
      Instant instant = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
      Sighting sighting = new Sighting(new Host("h", "n", "b"), instant, instant, 1L);
      assertThat(EventJson.toTree(sighting).path("first").longValue()).isEqualTo(micros);
    }
  }

  @Test
  void shouldWriteEverythingElseThatAvroKnows() {
    Schema schema =
        SchemaBuilder.record("Rest")
            .fields()
            .requiredBoolean("flag")
            .requiredDouble("real")
            .requiredBytes("bytes")
            .name("fixed")
            .type()
            .fixed("Two")
            .size(2)
            .noDefault()
            .name("map")
            .type()
            .map()
            .values()
            .array()
            .items()
            .longType()
            .noDefault()
            .endRecord();
    ByteBuffer bytes = ByteBuffer.wrap(new byte[] {1, 2, 3});
    GenericData.Record record =
        new GenericRecordBuilder(schema)
            .set("flag", true)
            .set("real", 0.5)
            .set("bytes", bytes)
            .set("fixed", new GenericData.Fixed(schema.getField("fixed").schema(), new byte[2]))
            .set("map", Map.of("k", List.of(1L, 2L)))
            .build();
    assertThat(EventJson.toJson(record))
        .isEqualTo(
            "{\"flag\":true,\"real\":0.5,\"bytes\":\"AQID\",\"fixed\":\"AAA=\","
                + "\"map\":{\"k\":[1,2]}}");
    assertThat(bytes.remaining()).isEqualTo(3);
  }
}
