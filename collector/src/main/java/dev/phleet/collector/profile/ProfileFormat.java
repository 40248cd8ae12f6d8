package dev.phleet.collector.profile;

import dev.phleet.collector.event.Counters;
import dev.phleet.collector.event.ProfileState;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A profile as bytes, big-endian:
 *
 * <pre>
 * magic "phleet\r\n", u32 version, u32 length of the body, u32 CRC-32C of all that and the body
 * body: u64 key, text path, text executable id, u8 state, u8 ignored,
 *       u64 calls, train_count, last_mod_count, sequences, anomalies,
 *       i64 first seen, last change, normal time,
 *       u16 number of calls and their codes, u16 each,
 *       training data, test data: u32 number of pairs, each u16 current, u16 previous, u8 distances
 *       u64 gram misses, scores over; training traits, test traits: see {@link TraitsFormat}
 * text: u16 length, UTF-8
 * </pre>
 *
 * Version 1 ends before the gram misses. Calls in pairs are numbers in the list of calls, from 0. A
 * time is whatever the image holds; in a file it is microseconds since 1970, see {@link
 * ProfileTimes}.
 */
public final class ProfileFormat {
  /** Most bytes of a file: more than 1,000 calls, each before each. */
  public static final int MOST_BYTES = 16 << 20;

  private static final byte[] MAGIC = "phleet\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 2;
  private static final int PAIRS_ALONE = 1;
  private static final int CHECKSUM = MAGIC.length + 2 * Integer.BYTES;
  private static final int HEADER = CHECKSUM + Integer.BYTES;
  private static final int FIXED = 128 + 2 * Long.BYTES;
  private static final int PAIR = 5;
  private static final int LONGEST_TEXT = 8192;

  private ProfileFormat() {}

  /**
   * Writes an image.
   *
   * @throws IllegalArgumentException when it is larger than a file may be
   */
  public static byte[] encode(ProfileImage image) {
    byte[] path = text(image.path());
    byte[] id = text(image.executableId());
    long size =
        HEADER
            + FIXED
            + path.length
            + id.length
            + 2L * image.calls().size()
            + (long) PAIR * (image.training().size() + image.test().size())
            + TraitsFormat.size(image.traits());
    if (size > MOST_BYTES) {
      throw new IllegalArgumentException("a profile of " + size + " bytes is too large for a file");
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) size);
    bytes.position(HEADER);
    bytes.putLong(image.key());
    bytes.putShort((short) path.length).put(path).putShort((short) id.length).put(id);
    putCounters(bytes, image.counters());
    bytes.putShort((short) image.calls().size());
    for (int code : image.calls()) {
      bytes.putShort((short) code);
    }
    CallPlaces numbers = new CallPlaces(image.calls());
    putPairs(bytes, image.training(), numbers);
    putPairs(bytes, image.test(), numbers);
    bytes.putLong(image.counters().gramMisses()).putLong(image.counters().scoresOver());
    TraitsFormat.put(bytes, image.traits());
    int end = bytes.position();
    bytes.put(0, MAGIC).putInt(MAGIC.length, VERSION);
    bytes.putInt(MAGIC.length + Integer.BYTES, end - HEADER);
    bytes.putInt(CHECKSUM, checksum(bytes, end));
    byte[] file = new byte[end];
    bytes.get(0, file);
    return file;
  }

  /**
   * Reads an image; whatever the bytes are, it takes no more memory than a few times their length.
   *
   * @throws DamagedProfileException when they are not exactly one whole profile
   */
  public static ProfileImage decode(byte[] file) throws DamagedProfileException {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    requireWhole(bytes, file);
    bytes.position(HEADER);
    try {
      ProfileImage image = body(bytes, bytes.getInt(MAGIC.length) > PAIRS_ALONE);
      require(!bytes.hasRemaining(), "it goes on behind its end");
      return image;
    } catch (BufferUnderflowException beyond) {
      throw new DamagedProfileException("its lengths do not fit", beyond);
    } catch (IllegalArgumentException impossible) {
      throw new DamagedProfileException(impossible.getMessage(), impossible);
    }
  }

  private static void requireWhole(ByteBuffer bytes, byte[] file) throws DamagedProfileException {
    boolean ours = file.length >= HEADER && Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, 8);
    require(ours, "it is no profile of phleet");
    int version = bytes.getInt(MAGIC.length);
    require(
        version == VERSION || version == PAIRS_ALONE,
        "it is of version " + version + ", this phleet knows " + VERSION);
    int length = bytes.getInt(MAGIC.length + Integer.BYTES);
    require(length == file.length - HEADER, "it is truncated, or goes on behind its end");
    require(bytes.getInt(CHECKSUM) == checksum(bytes, file.length), "its checksum is wrong");
  }

  private static ProfileImage body(ByteBuffer bytes, boolean hasTraits)
      throws DamagedProfileException {
    long key = bytes.getLong();
    String path = readText(bytes);
    String id = readText(bytes);
    int stateCode = bytes.get();
    ProfileState state =
        ProfileState.of(stateCode)
            .orElseThrow(() -> new DamagedProfileException("state " + stateCode + " is none"));
    int ignored = bytes.get();
    require(ignored == 0 || ignored == 1, "a flag is neither set nor clear");
    long[] numbers = new long[8];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = bytes.getLong();
      require(numbers[i] >= 0 || i == 5 || i == 6, "a counter is out of bounds");
    }
    int[] codes = new int[Short.toUnsignedInt(bytes.getShort())];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = Short.toUnsignedInt(bytes.getShort());
    }
    PairList training = pairs(bytes, codes);
    PairList test = pairs(bytes, codes);
    long gramMisses = hasTraits ? bytes.getLong() : 0;
    long scoresOver = hasTraits ? bytes.getLong() : 0;
    require(gramMisses >= 0 && scoresOver >= 0, "a counter is out of bounds");
    Traits traits = hasTraits ? TraitsFormat.read(bytes) : Traits.NONE;
    Counters counters =
        new Counters(
            numbers[0],
            numbers[1],
            numbers[2],
            numbers[3],
            numbers[4],
            numbers[5],
            numbers[6],
            numbers[7],
            state,
            codes.length,
            training.bits(),
            ignored == 1,
            gramMisses,
            scoresOver,
            traits.training().grams(),
            traits.training().callSets().size());
    List<Integer> calls = Arrays.stream(codes).boxed().toList();
    return ProfileImage.of(key, counters, calls, training, test).ranBy(path, id).knowing(traits);
  }

  private static PairList pairs(ByteBuffer bytes, int[] codes) throws DamagedProfileException {
    int count = bytes.getInt();
    require(count >= 0 && count <= bytes.remaining() / PAIR, "it has fewer pairs than it says");
    PairList.Builder pairs = new PairList.Builder(count);
    for (int i = 0; i < count; i++) {
      int current = Short.toUnsignedInt(bytes.getShort());
      int previous = Short.toUnsignedInt(bytes.getShort());
      require(
          current < codes.length && previous < codes.length,
          "a pair is of a call that is not listed");
      pairs.add(codes[current], codes[previous], Byte.toUnsignedInt(bytes.get()));
    }
    return pairs.build();
  }

  private static void putPairs(ByteBuffer bytes, PairList pairs, CallPlaces numbers) {
    bytes.putInt(pairs.size());
    for (int i = 0; i < pairs.size(); i++) {
      bytes.putShort((short) numbers.of(pairs.current(i)));
      bytes.putShort((short) numbers.of(pairs.previous(i)));
      bytes.put((byte) pairs.distances(i));
    }
  }

  private static void putCounters(ByteBuffer bytes, Counters counters) {
    bytes.put((byte) counters.state().code()).put((byte) (counters.ignored() ? 1 : 0));
    bytes.putLong(counters.calls()).putLong(counters.trainCount());
    bytes.putLong(counters.lastModCount()).putLong(counters.sequences());
    bytes.putLong(counters.anomalies()).putLong(counters.firstSeen());
    bytes.putLong(counters.lastChange()).putLong(counters.normalTime());
  }

  private static byte[] text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    // A path that long is only shown to people: its beginning will do.
    return bytes.length <= LONGEST_TEXT ? bytes : Arrays.copyOf(bytes, LONGEST_TEXT);
  }

  private static String readText(ByteBuffer bytes) throws DamagedProfileException {
    int length = Short.toUnsignedInt(bytes.getShort());
    require(length <= LONGEST_TEXT && length <= bytes.remaining(), "a text is too long");
    byte[] text = new byte[length];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private static int checksum(ByteBuffer bytes, int end) {
    CRC32C sum = new CRC32C();
    sum.update(bytes.duplicate().position(0).limit(CHECKSUM));
    sum.update(bytes.duplicate().limit(end).position(HEADER));
    return (int) sum.getValue();
  }

  private static void require(boolean holds, String otherwise) throws DamagedProfileException {
    if (!holds) {
      throw new DamagedProfileException(otherwise);
    }
  }
}
