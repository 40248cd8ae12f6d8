package dev.phleet.analyzer.topology;

import dev.phleet.schemas.serde.EventModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Events inside the analyzer's state, as Avro binary without a registry: state must be readable
 * while the registry is away. The form that holds them has the version of the schema.
 *
 * @param <T> class of the events
 */
final class EventForm<T extends SpecificRecord> {
  private static final int TYPICAL_BYTES = 1024;

  private final Schema schema;
  private final EventModel model;

  EventForm(Class<T> type, Schema schema) {
    this.schema = schema;
    model = EventModel.of(type);
  }

  void write(StateWriter out, T event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_BYTES);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      new SpecificDatumWriter<T>(schema, model).write(event, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.blob(bytes.toByteArray());
  }

  T read(StateReader in) {
    try {
      return new SpecificDatumReader<T>(schema, schema, model)
          .read(null, DecoderFactory.get().binaryDecoder(in.blob(), null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
