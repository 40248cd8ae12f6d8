package dev.phleet.collector.profile;

import dev.phleet.collector.clock.BootClock;
import dev.phleet.collector.event.Counters;
import dev.phleet.collector.event.ProfileState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a profile file of the original ebpH (0.2.0 and what followed it), made on a machine of the
 * same architecture. In its byte order: u64 magic, u64 key, u8 status and 7 bytes of padding, u64
 * anomalies, train_count, last_mod_count, sequences, normal time (ns since 1970) and calls, two
 * tables [450 current][450 previous] of bytes with bit d-1 for distance d (training, test), path in
 * 4096 bytes.
 */
public final class EbphProfile {
  /** Calls that ebpH knows: numbers of the native table. */
  static final int CALLS = 450;

  /** The low 64 bits of the SHA-256 of "0.2.0". */
  static final long MAGIC = 0xb9f0_563f_e7eb_94d7L;

  static final int PATH = 4096;
  static final int HEADER = 9 * Long.BYTES;
  static final int TABLE = CALLS * CALLS;
  static final int SIZE = HEADER + 2 * TABLE + PATH;

  private static final int TRAINING = 1;
  private static final int FROZEN = 2;
  private static final int NORMAL = 4;

  private EbphProfile() {}

  /**
   * Reads a file. Its first-seen time and last change are not in it: they are now.
   *
   * @throws DamagedProfileException when it is no such file
   * @throws IOException when it cannot be read
   */
  public static ProfileImage read(Path file, BootClock clock)
      throws DamagedProfileException, IOException {
    return decode(BoundedFile.read(file, SIZE), clock);
  }

  static ProfileImage decode(byte[] file, BootClock clock) throws DamagedProfileException {
    if (file.length != SIZE) {
      throw new DamagedProfileException(
          "it has %d bytes, a profile of ebpH has %d".formatted(file.length, SIZE));
    }
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.nativeOrder());
    if (bytes.getLong(0) != MAGIC) {
      throw new DamagedProfileException("it is no profile of ebpH 0.2.0 or later");
    }
    List<Integer> calls = calls(bytes);
    PairList training = pairs(bytes, HEADER, calls);
    Counters counters = counters(bytes, calls.size(), training.bits(), clock);
    return ProfileImage.of(
            bytes.getLong(Long.BYTES),
            counters,
            calls,
            training,
            pairs(bytes, HEADER + TABLE, calls))
        .ranBy(path(file), "");
  }

  private static Counters counters(ByteBuffer bytes, int calls, int pairs, BootClock clock)
      throws DamagedProfileException {
    int status = bytes.get(2 * Long.BYTES);
    ProfileState state =
        switch (status) {
          case TRAINING -> ProfileState.TRAINING;
          case FROZEN -> ProfileState.FROZEN;
          case NORMAL -> ProfileState.NORMAL;
          default -> throw new DamagedProfileException("status " + status + " is none");
        };
    long[] numbers = new long[6];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = bytes.getLong((3 + i) * Long.BYTES);
      if (numbers[i] < 0) {
        throw new DamagedProfileException("a counter is out of bounds");
      }
    }
    Instant now = clock.now();
    long normalTime = Math.max(1, clock.boot(Instant.ofEpochSecond(0, numbers[4])));
    return new Counters(
        numbers[5],
        numbers[1],
        numbers[2],
        numbers[3],
        numbers[0],
        clock.boot(now),
        clock.boot(now),
        state == ProfileState.FROZEN ? normalTime : 0,
        state,
        calls,
        pairs,
        false);
  }

  /** Codes of the calls that either table knows, by number. */
  private static List<Integer> calls(ByteBuffer bytes) {
    boolean[] used = new boolean[CALLS];
    for (int i = 0; i < 2 * TABLE; i++) {
      if (bytes.get(HEADER + i) != 0) {
        used[i % TABLE / CALLS] = true;
        used[i % CALLS] = true;
      }
    }
    List<Integer> codes = new ArrayList<>();
    for (int number = 0; number < CALLS; number++) {
      if (used[number]) {
        codes.add(number + 1);
      }
    }
    return codes;
  }

  private static PairList pairs(ByteBuffer bytes, int table, List<Integer> codes) {
    PairList.Builder pairs = new PairList.Builder(0);
    for (int current : codes) {
      for (int previous : codes) {
        int distances = Byte.toUnsignedInt(bytes.get(table + (current - 1) * CALLS + previous - 1));
        if (distances != 0) {
          pairs.add(current, previous, distances);
        }
      }
    }
    return pairs.build();
  }

  private static String path(byte[] file) {
    int start = HEADER + 2 * TABLE;
    int end = start;
    while (end < file.length && file[end] != 0) {
      end++;
    }
    return new String(file, start, end - start, StandardCharsets.UTF_8);
  }
}
