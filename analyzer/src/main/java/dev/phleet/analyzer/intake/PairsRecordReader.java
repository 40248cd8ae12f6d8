package dev.phleet.analyzer.intake;

import dev.phleet.schemas.event.Call;
import dev.phleet.schemas.event.Pair;
import dev.phleet.schemas.event.ProfilePairs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;

/**
 * Reads the pairs of a record as numbers ({@link PairArray}), and all else as Avro does.
 *
 * <p>Most hosts know of a program what others know, and send the same calls and pairs, byte by
 * byte: they are at the end of the record, and are read once, and from then on found by their
 * bytes.
 */
public final class PairsRecordReader implements DatumReader<ProfilePairs> {
  private static final List<String> CONTENT = List.of("calls", "pairs");
  private static final String CONTENT_NAME = ProfilePairs.class.getSimpleName() + "Content";

  private final boolean divisible;
  private final DatumReader<ProfilePairs> head;
  private final DatumReader<IndexedRecord> tail;
  private final KnownContents known = new KnownContents();

  /** A reader of records that were written with one schema. */
  public PairsRecordReader(Schema writer, Schema expected, SpecificData model) {
    divisible = endsWithContent(writer) && endsWithContent(expected);
    if (divisible) {
      head = new SpecificDatumReader<>(head(writer), head(expected), model);
      tail = new PairArrayReader<>(tail(writer), tail(expected), model);
    } else {
      head = new PairArrayReader<>(writer, expected, model);
      tail = null;
    }
  }

  private static boolean endsWithContent(Schema record) {
    List<String> names = record.getFields().stream().map(Schema.Field::name).toList();
    int before = names.size() - CONTENT.size();
    return before > 0 && names.subList(before, names.size()).equals(CONTENT);
  }

  private static Schema head(Schema record) {
    return part(record, record.getName(), record.getFields().size() - CONTENT.size(), 0);
  }

  private static Schema tail(Schema record) {
    int before = record.getFields().size() - CONTENT.size();
    return part(record, CONTENT_NAME, CONTENT.size(), before);
  }

  private static Schema part(Schema record, String name, int size, int from) {
    List<Schema.Field> fields = new ArrayList<>();
    for (Schema.Field field : record.getFields().subList(from, from + size)) {
      fields.add(new Schema.Field(field, field.schema()));
    }
    return Schema.createRecord(name, record.getDoc(), record.getNamespace(), false, fields);
  }

  @Override
  public void setSchema(Schema writer) {
    throw new UnsupportedOperationException("a reader is for the records of one schema");
  }

  @Override
  public ProfilePairs read(ProfilePairs reuse, Decoder in) throws IOException {
    ProfilePairs record = head.read(reuse, in);
    if (divisible) {
      KnownContents.Content content = content((BinaryDecoder) in);
      record.setCalls(content.calls());
      record.setPairs(content.pairs());
    }
    return record;
  }

  private KnownContents.Content content(BinaryDecoder in) throws IOException {
    byte[] bytes = in.inputStream().readAllBytes();
    KnownContents.Content found = known.get(bytes);
    if (found != null) {
      return found;
    }
    BinaryDecoder own = DecoderFactory.get().binaryDecoder(bytes, null);
    KnownContents.Content read = read(own);
    if (own.isEnd()) {
      return known.put(bytes, read);
    }
    // Whoever reads on is to find that there is more than the record.
    DecoderFactory.get().binaryDecoder(bytes, bytes.length - 1, 1, in);
    return read;
  }

  @SuppressWarnings("unchecked") // The schema says so.
  private KnownContents.Content read(BinaryDecoder in) throws IOException {
    IndexedRecord content = tail.read(null, in);
    List<Call> calls = List.copyOf((List<Call>) content.get(0));
    return new KnownContents.Content(calls, PairArray.of((List<Pair>) content.get(1)));
  }
}
