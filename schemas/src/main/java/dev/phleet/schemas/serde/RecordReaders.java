package dev.phleet.schemas.serde;

import dev.phleet.schemas.registry.RegistryClient;
import dev.phleet.schemas.serde.UnreadableRecordException.Reason;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * How records of each schema id are read as the expected class; asked once for each id.
 *
 * <p>Ids come from the bytes of records, so from anybody: what is kept is bounded, and an id that
 * the registry does not know is asked for again only after a while.
 */
final class RecordReaders<T extends SpecificRecord> {

  private static final int MOST_KEPT = 1_000;
  private static final long UNKNOWN_FOR = TimeUnit.SECONDS.toNanos(10);

  private final RegistryClient registry;
  private final ReaderTypes<T> types;
  private final ReaderMaker<T> maker;
  private final LongSupplier clock;
  private final Map<Integer, Found<T>> known = new ConcurrentHashMap<>();
  private final Map<Integer, Long> unknownUntil = new ConcurrentHashMap<>();

  /** Either a reader, or why there is none. */
  private record Found<T>(Optional<DatumReader<T>> reader, String obstacle) {}

  /**
   * @param clock a clock in nanoseconds like {@link System#nanoTime()}
   */
  RecordReaders(
      RegistryClient registry, ReaderTypes<T> types, ReaderMaker<T> maker, LongSupplier clock) {
    this.registry = registry;
    this.types = types;
    this.maker = maker;
    this.clock = clock;
  }

  /**
   * @throws UnreadableRecordException when there can be no reader
   * @throws dev.phleet.schemas.registry.RegistryException when the registry is away
   */
  DatumReader<T> forId(int id) {
    Found<T> found = known.get(id);
    if (found == null) {
      found = readerFor(writerSchema(id));
      keep(known, id, found);
    }
    String obstacle = found.obstacle();
    return found
        .reader()
        .orElseThrow(() -> new UnreadableRecordException(Reason.INCOMPATIBLE, obstacle, null));
  }

  private Schema writerSchema(int id) {
    Long until = unknownUntil.get(id);
    if (until == null || clock.getAsLong() - until >= 0) {
      Optional<Schema> schema = registry.schema(id);
      if (schema.isPresent()) {
        unknownUntil.remove(id);
        return schema.get();
      }
      keep(unknownUntil, id, clock.getAsLong() + UNKNOWN_FOR);
    }
    throw new UnreadableRecordException(
        Reason.UNKNOWN_SCHEMA,
        "The record names schema "
            + Integer.toUnsignedString(id)
            + ", which the registry does not have as an Avro schema.",
        null);
  }

  private Found<T> readerFor(Schema writer) {
    Optional<Class<? extends T>> type = types.forWriter(writer);
    if (type.isEmpty()) {
      return obstacle("The record is a " + nameOf(writer) + ", which is no event of phleet.");
    }
    EventModel model = EventModel.of(type.get());
    Schema expected = model.getSchema(type.get());
    try {
      if (BytelessItems.in(writer)) {
        return obstacle("The schema of the record has an array whose items take no bytes.");
      }
      SchemaPairCompatibility pair =
          SchemaCompatibility.checkReaderWriterCompatibility(expected, writer);
      if (pair.getType() != SchemaCompatibilityType.COMPATIBLE) {
        return obstacle(
            "A record of "
                + nameOf(writer)
                + " cannot be read as "
                + expected.getFullName()
                + ": "
                + pair.getResult().getIncompatibilities());
      }
      return new Found<>(Optional.of(maker.make(writer, expected, model)), "");
    } catch (AvroRuntimeException | StackOverflowError e) {
      return obstacle("The schema of the record cannot be compared with ours: " + e);
    }
  }

  private Found<T> obstacle(String text) {
    return new Found<>(Optional.empty(), text);
  }

  private static String nameOf(Schema schema) {
    return schema.getType() == Schema.Type.RECORD
        ? schema.getFullName()
        : schema.getType().getName();
  }

  /** Full means that someone plays with ids: forgetting all of it costs a question for each. */
  private static <V> void keep(Map<Integer, V> map, int id, V value) {
    if (map.size() >= MOST_KEPT) {
      map.clear();
    }
    map.put(id, value);
  }
}
