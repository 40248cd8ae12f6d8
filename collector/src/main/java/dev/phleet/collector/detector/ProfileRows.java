package dev.phleet.collector.detector;

import static dev.phleet.collector.layout.Layouts.PROFILE;

import dev.phleet.collector.event.CountersDecoder;
import dev.phleet.collector.libbpf.BpfMap;
import dev.phleet.collector.libbpf.BpfObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The counters of profiles as they stand in the kernel. */
final class ProfileRows {
  private static final int COUNTERS = PROFILE.offset("counters");
  private static final int KEY = PROFILE.offset("key");

  private final BpfMap slots;
  private final BpfMap profiles;

  ProfileRows(BpfObject object) {
    slots = object.map("profile_slots");
    profiles = object.map("profiles");
  }

  /** Each once: keys that lead to the profile of another are left out. */
  List<ProfileRow> all() {
    List<ProfileRow> rows = new ArrayList<>();
    // One for all of them: a struct profile is large, and this is done every few seconds.
    byte[] profile = new byte[PROFILE.size()];
    for (byte[] key : slots.keys()) {
      of(key, profile).filter(row -> row.key() == wrap(key).getLong()).ifPresent(rows::add);
    }
    return rows;
  }

  /** The profile to which a key leads. */
  Optional<ProfileRow> of(long key) {
    byte[] bytes = new byte[Long.BYTES];
    wrap(bytes).putLong(key);
    return of(bytes, new byte[PROFILE.size()]);
  }

  private Optional<ProfileRow> of(byte[] key, byte[] profile) {
    byte[] slot = new byte[Integer.BYTES];
    if (!slots.lookup(key, slot) || !profiles.lookup(slot, profile)) {
      return Optional.empty();
    }
    ByteBuffer bytes = wrap(profile);
    return CountersDecoder.decode(bytes, COUNTERS)
        .map(counters -> new ProfileRow(bytes.getLong(KEY), wrap(slot).getInt(), counters));
  }

  private static ByteBuffer wrap(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }
}
