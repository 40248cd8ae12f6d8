package dev.phleet.collector.detector;

import static dev.phleet.collector.layout.Layouts.COMMAND;

import dev.phleet.collector.libbpf.BpfMap;
import dev.phleet.collector.libbpf.BpfObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Keys that lead to the profile of another, and the slots that were given up for that.
 *
 * <p>A slot that was given up is freed when nothing leads to it any more: no key does as soon as it
 * is given up, and no other slot and no task did at two looks in a row, which are seconds apart.
 * That is long after the last call, exec or fork that could have read the slot before; one that a
 * walk through the tasks had missed once would have to be missed again. A profile that was reset
 * keeps its slot: its program still has it.
 *
 * <p>Of the keys the oldest go when there are too many: who starts that copy again shares the
 * profile again.
 */
final class SharedProfiles {
  private static final int CLEAN_LOOKS = 2;

  private final BpfObject object;
  private final ProfileMaps maps;
  private final int mostKeys;
  private final Map<Long, Integer> slotsByKey = new LinkedHashMap<>();
  private final Map<Integer, GivenUp> givenUp = new HashMap<>();

  /** A slot on its way to be free; {@code target} is where its tasks go. */
  private record GivenUp(long key, int target, int cleanLooks) {
    GivenUp looked(boolean clean) {
      return new GivenUp(key, target, clean ? cleanLooks + 1 : 0);
    }
  }

  /** Has as many entries in the ring of free slots as there are slots. */
  SharedProfiles(BpfObject object) {
    this.object = object;
    maps = new ProfileMaps(object);
    mostKeys = mostKeys(object.map("profiles").maxEntries());
    BpfMap freed = object.map(".data.freed");
    byte[] none = new byte[Integer.BYTES];
    ByteBuffer value = ByteBuffer.wrap(freed.lookup(none).orElseThrow());
    value.order(ByteOrder.nativeOrder());
    value.putInt(RING, object.map("free_slots").maxEntries());
    freed.update(none, value.array());
  }

  /** {@code slots_ring}, behind {@code slots_freed}. */
  private static final int RING = Integer.BYTES;

  /** How many keys may lead to the profiles of others, beside those that lead to their own. */
  static int mostKeys(int profiles) {
    return profiles / 2 + 1;
  }

  /** See {@link Detector#alias}. */
  synchronized OperationResult share(long key, long target) {
    Optional<Integer> from = maps.slot(key);
    OperationResult result = command(Detector.ALIAS, key, target);
    if (result == OperationResult.DONE) {
      int to = maps.slot(key).orElseThrow();
      from.ifPresent(slot -> giveUp(key, slot, to));
      slotsByKey.put(key, to);
      forgetOldest();
    }
    return result;
  }

  /**
   * Looks which slots are left; see {@link Detector#freeSlots}.
   *
   * @param tasks lists every watched task; asked here, so that a slot that is given up meanwhile is
   *     not taken for left
   */
  synchronized List<Long> free(Supplier<List<TaskRow>> tasks) {
    Set<Integer> used = new HashSet<>();
    tasks.get().forEach(task -> used.add(task.profile()));
    givenUp.values().forEach(other -> used.add(other.target()));
    List<Long> left = new ArrayList<>();
    for (Iterator<Map.Entry<Integer, GivenUp>> all = givenUp.entrySet().iterator();
        all.hasNext(); ) {
      Map.Entry<Integer, GivenUp> entry = all.next();
      GivenUp looked = entry.getValue().looked(!used.contains(entry.getKey()));
      entry.setValue(looked);
      if (looked.cleanLooks() >= CLEAN_LOOKS
          && command(Detector.FREE_SLOT, 0, entry.getKey()) == OperationResult.DONE) {
        all.remove();
        left.add(looked.key());
      }
    }
    return left;
  }

  /** How many slots wait for their tasks to leave. */
  synchronized int waiting() {
    return givenUp.size();
  }

  /** Keys of the profiles whose slots wait. */
  synchronized List<Long> keysWaiting() {
    return givenUp.values().stream().map(GivenUp::key).toList();
  }

  /** Runs the program `administer`. */
  OperationResult command(int operation, long profileKey, long targetKey) {
    byte[] argument = new byte[COMMAND.size()];
    ByteBuffer command = ByteBuffer.wrap(argument).order(ByteOrder.nativeOrder());
    command.putLong(COMMAND.offset("profile_key"), profileKey);
    command.putLong(COMMAND.offset("target_key"), targetKey);
    command.putInt(COMMAND.offset("operation"), operation);
    int status = object.program("administer").run(argument);
    if (status != 0) {
      throw new IllegalStateException("administer returned " + status);
    }
    return OperationResult.of(command.getInt(COMMAND.offset("result")));
  }

  /** What led to the slot leads to the other from now on. */
  private void giveUp(long key, int slot, int to) {
    givenUp.put(slot, new GivenUp(key, to, 0));
    for (Map.Entry<Long, Integer> other : slotsByKey.entrySet()) {
      if (other.getValue() == slot) {
        maps.putSlot(other.getKey(), to);
        other.setValue(to);
      }
    }
  }

  private void forgetOldest() {
    Iterator<Long> oldest = slotsByKey.keySet().iterator();
    while (slotsByKey.size() > mostKeys) {
      maps.forgetKey(oldest.next());
      oldest.remove();
    }
  }
}
