package dev.phleet.analyzer.intake;

import dev.phleet.schemas.event.Pair;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.ResolvingDecoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;

/**
 * Reads arrays of pairs into a {@link PairArray}, number by number, and all else as Avro does. A
 * third of the time that Avro's own reader takes.
 *
 * @param <T> what has the arrays
 */
final class PairArrayReader<T> extends SpecificDatumReader<T> {
  private static final String PAIR = Pair.getClassSchema().getFullName();
  private static final int MOST_ROOM_AT_ONCE = 4096;

  PairArrayReader(Schema writer, Schema expected, SpecificData model) {
    super(writer, expected, model);
  }

  @Override
  protected Object readArray(Object old, Schema expected, ResolvingDecoder in) throws IOException {
    Schema element = expected.getElementType();
    if (element.getType() != Schema.Type.RECORD || !PAIR.equals(element.getFullName())) {
      return super.readArray(old, expected, in);
    }
    long block = in.readArrayStart();
    // What is announced is not yet there.
    PairArray pairs = new PairArray((int) Math.min(block, MOST_ROOM_AT_ONCE));
    int[] numbers = new int[PairArray.NUMBERS];
    for (; block > 0; block = in.arrayNext()) {
      for (long i = 0; i < block; i++) {
        read(in, numbers);
        pairs.add(numbers[0], numbers[1], numbers[2], numbers[3]);
      }
    }
    return pairs;
  }

  private static void read(ResolvingDecoder in, int[] numbers) throws IOException {
    Schema.Field[] otherOrder = in.readFieldOrderIfDiff();
    for (int i = 0; i < numbers.length; i++) {
      numbers[otherOrder == null ? i : otherOrder[i].pos()] = in.readInt();
    }
  }
}
