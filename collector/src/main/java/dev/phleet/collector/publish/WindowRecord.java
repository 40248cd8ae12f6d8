package dev.phleet.collector.publish;

import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.NewSequence;
import java.io.IOException;
import org.apache.avro.Conversion;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * An anomaly or a new sequence that writes itself: in place of its objects it holds what they would
 * be made from. Who looks at its fields, as Confluent's serializer does, gets those of the objects.
 */
final class WindowRecord extends SpecificRecordBase {
  private final transient WindowFacts facts;
  private final transient WindowWriter writer;
  private final transient WindowObjects objects;

  /** Made when somebody asks for it. */
  private transient SpecificRecordBase whole;

  WindowRecord(WindowFacts facts, WindowWriter writer, WindowObjects objects) {
    this.facts = facts;
    this.writer = writer;
    this.objects = objects;
  }

  /** The same record as an object of the generated class. */
  SpecificRecordBase whole() {
    if (whole == null) {
      whole = objects.of(facts);
    }
    return whole;
  }

  @Override
  public Schema getSchema() {
    return facts.isAnomaly() ? Anomaly.getClassSchema() : NewSequence.getClassSchema();
  }

  @Override
  public Object get(int field) {
    return whole().get(field);
  }

  @Override
  public Conversion<?> getConversion(int field) {
    return whole().getConversion(field);
  }

  /**
   * Not for this record.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public void put(int field, Object value) {
    throw new UnsupportedOperationException("a record that writes itself is not read into");
  }

  @Override
  protected boolean hasCustomCoders() {
    return true;
  }

  @Override
  public void customEncode(Encoder out) throws IOException {
    writer.write(facts, out);
  }
}
