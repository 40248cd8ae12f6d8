package dev.phleet.collector.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Avro's bytes of a part of a record, made by Avro's own writer. */
final class EncodedPart {
  private EncodedPart() {}

  /** The bytes of a whole record. */
  static byte[] of(SpecificRecord part) {
    return fromField(part, part.getSchema().getFields().get(0).name());
  }

  /** The bytes of a text. */
  static byte[] of(String text) {
    return written(encoder -> encoder.writeString(text));
  }

  /** The bytes of a record's fields from one on to the last. */
  static byte[] fromField(SpecificRecord record, String first) {
    List<Schema.Field> fields = record.getSchema().getFields();
    int start = record.getSchema().getField(first).pos();
    return written(
        encoder -> {
          for (Schema.Field field : fields.subList(start, fields.size())) {
            new SpecificDatumWriter<>(field.schema()).write(record.get(field.pos()), encoder);
          }
        });
  }

  /** Something that writes. */
  private interface Writing {
    void to(BinaryEncoder encoder) throws IOException;
  }

  private static byte[] written(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writing.to(EncoderFactory.get().directBinaryEncoder(bytes, null));
    } catch (IOException unwritten) {
      throw new UncheckedIOException("bytes in memory could not be written", unwritten);
    }
    return bytes.toByteArray();
  }
}
