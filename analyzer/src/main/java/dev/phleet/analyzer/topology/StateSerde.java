package dev.phleet.analyzer.topology;

import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * A form of state with a version in front, so that state written by another version of phleet is
 * refused and not misread.
 *
 * @param what name of the form, for the error
 * @param version version that is written and read
 * @param write writes one
 * @param read reads one
 * @param <T> what is kept
 */
record StateSerde<T>(
    String what, int version, BiConsumer<StateWriter, T> write, Function<StateReader, T> read)
    implements Serde<T> {
  @Override
  public Serializer<T> serializer() {
    return (topic, value) -> {
      if (value == null) {
        return null;
      }
      StateWriter out = new StateWriter().number(version);
      write.accept(out, value);
      return out.bytes();
    };
  }

  @Override
  public Deserializer<T> deserializer() {
    return (topic, bytes) -> {
      if (bytes == null) {
        return null;
      }
      StateReader in = new StateReader(bytes);
      long found = in.number();
      if (found != version) {
        throw new SerializationException(
            "state '"
                + what
                + "' has form "
                + found
                + " and this version reads form "
                + version
                + ": run the version that wrote it, or reset the application");
      }
      return read.apply(in);
    };
  }
}
