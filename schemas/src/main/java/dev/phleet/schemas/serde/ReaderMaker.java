package dev.phleet.schemas.serde;

import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Makes what reads the records that were written with one schema. For programs that read so many
 * records of a class that Avro's own reader, which makes an object of everything, is too slow.
 *
 * @param <T> class of the records
 */
@FunctionalInterface
public interface ReaderMaker<T extends SpecificRecord> {
  /**
   * Makes a reader, which may be used by several threads.
   *
   * @param writer the schema that the records were written with; compatible with the other
   * @param expected the schema of the class
   * @param model how the class is made
   */
  DatumReader<T> make(Schema writer, Schema expected, SpecificData model);

  /** Avro's own. */
  static <T extends SpecificRecord> ReaderMaker<T> ordinary() {
    return SpecificDatumReader::new;
  }
}
