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
  private final BpfMap slots;
  private final BpfMap profiles;

  ProfileRows(BpfObject object) {
    slots = object.map("profile_slots");
    profiles = object.map("profiles");
  }

  /** Each once: keys that lead to the profile of another are left out. */
  List<ProfileRow> all() {
    List<ProfileRow> rows = new ArrayList<>();
    for (byte[] key : slots.keys()) {
      of(key).filter(row -> row.key() == wrap(key).getLong()).ifPresent(rows::add);
    }
    return rows;
  }

  /** The profile to which a key leads. */
  Optional<ProfileRow> of(long key) {
    byte[] bytes = new byte[Long.BYTES];
    wrap(bytes).putLong(key);
    return of(bytes);
  }

  private Optional<ProfileRow> of(byte[] key) {
    return slots.lookup(key).flatMap(slot -> row(wrap(slot).getInt(), slot));
  }

  private Optional<ProfileRow> row(int slot, byte[] at) {
    return profiles
        .lookup(at)
        .map(ProfileRows::wrap)
        .flatMap(
            profile ->
                CountersDecoder.decode(profile, PROFILE.offset("counters"))
                    .map(
                        counters ->
                            new ProfileRow(
                                profile.getLong(PROFILE.offset("key")), slot, counters)));
  }

  private static ByteBuffer wrap(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }
}
