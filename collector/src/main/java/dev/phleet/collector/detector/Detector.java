package dev.phleet.collector.detector;

import dev.phleet.collector.event.EventKind;
import dev.phleet.collector.layout.Btf;
import dev.phleet.collector.layout.LayoutCheck;
import dev.phleet.collector.layout.Layouts;
import dev.phleet.collector.libbpf.BpfMap;
import dev.phleet.collector.libbpf.BpfObject;
import dev.phleet.collector.libbpf.BpfProgram;
import dev.phleet.collector.libbpf.RingReader;
import dev.phleet.collector.libbpf.RingReader.RecordHandler;
import dev.phleet.collector.libbpf.RunStatistics;
import dev.phleet.collector.profile.ProfileImage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The in-kernel detector: {@code load -> attach -> adopt -> poll ... -> close}.
 *
 * <p>One thread polls; every other method may be called from any thread until {@link #close()},
 * which detaches first, so that nothing is judged any more, and then lets the maps go with
 * everything unread. Nothing is pinned: a process that dies, however it dies, leaves nothing
 * attached.
 */
public final class Detector implements AutoCloseable {
  /** The kernel's number of what {@link #alias} does. */
  public static final int ALIAS = 8;

  /** The kernel's number of what {@link #freeSlots} does to one slot. */
  public static final int FREE_SLOT = 9;

  private static final RingReader.Marked NEW_PROFILE =
      new RingReader.Marked(Layouts.EVENT_HEADER.offset("kind"), EventKind.CREATED.code());
  private static final byte[] ONLY_ELEMENT = new byte[Integer.BYTES];

  private final BpfObject object;
  private final BpfMap settingsMap;
  private final BpfMap countersMap;
  private final NotedProcesses noted;
  private final ProfileRows profiles;
  private final SharedProfiles shared;
  private final RingReader ring;
  private final Hooks hooks;

  private Detector(BpfObject object) {
    this.object = object;
    settingsMap = object.map(".data.settings");
    countersMap = object.map(".data.counters");
    noted = new NotedProcesses(object.map("ancestors"));
    profiles = new ProfileRows(object);
    shared = new SharedProfiles(object);
    ring = new RingReader(object.map("events"));
    hooks = new Hooks(object);
  }

  /**
   * Loads the object that comes with the collector; see {@link #load(byte[], Settings, Limits)}.
   */
  public static Detector load(Settings settings, Limits limits) {
    return load(ObjectFile.ofThisMachine(), settings, limits);
  }

  /**
   * Checks the object's layout, sizes its maps, loads it and configures it. Nothing is attached
   * yet.
   *
   * @throws dev.phleet.collector.layout.LayoutMismatchException when the object is of another build
   * @throws dev.phleet.collector.libbpf.LibbpfException when the kernel refuses
   */
  public static Detector load(byte[] elf, Settings settings, Limits limits) {
    LayoutCheck.require(Layouts.ALL, Btf.ofObject(elf));
    BpfObject object = BpfObject.open(elf);
    try {
      limits.applyTo(object);
      TapePlayer.leaveOut(object);
      object.load();
      Detector detector = new Detector(object);
      detector.apply(settings);
      return detector;
    } catch (RuntimeException failed) {
      object.close();
      throw failed;
    }
  }

  /**
   * Attaches every hook, or none. No task is watched from before: it may have ended unseen.
   *
   * @throws dev.phleet.collector.libbpf.LibbpfException when the kernel refuses one
   */
  public synchronized void attach() {
    object.program("free_lanes").run(new byte[Long.BYTES]);
    hooks.attach();
  }

  /** Watches the tasks in scope that run already; after {@link #attach()}. */
  public void adopt() {
    BpfProgram adopt = object.program("adopt_tasks");
    // Twice: a task whose parent the first walk had not reached yet when it forked is behind the
    // walk.
    for (int pass = 0; pass < 2; pass++) {
      byte[] output = adopt.iterate();
      if (output.length != 0) {
        throw new IllegalStateException("adopt_tasks wrote " + output.length + " bytes");
      }
    }
  }

  /** The settings in force. */
  public Settings settings() {
    return Settings.fromBytes(settingsMap.lookup(ONLY_ELEMENT).orElseThrow());
  }

  /**
   * Replaces the settings, also while running. Where monitoring begins again the windows of all
   * tasks are forgotten first: what was called meanwhile is missing from them. They are forgotten,
   * too, when grams begin to be learned: windows known by their pairs alone would teach none.
   */
  public void apply(Settings settings) {
    Settings before = settings();
    if (settings.monitoring() && !before.monitoring()) {
      breakWindows();
    }
    settingsMap.update(ONLY_ELEMENT, settings.toBytes());
    if (settings.grams() && !before.grams()) {
      breakWindows();
    }
  }

  private void breakWindows() {
    profiles().forEach(profile -> administer(Operation.BREAK, profile.key()));
  }

  /**
   * Frees lookahead pairs that were forgotten (by sensitize, reset, the tolerize limit, or becoming
   * normal again) before the run of this that came before.
   *
   * @return how many rows went
   */
  public int reclaim() {
    return object.program("reclaim").run(new byte[Long.BYTES]);
  }

  /** What happened since the object was loaded. */
  public KernelCounters counters() {
    return KernelCounters.fromBytes(countersMap.lookup(ONLY_ELEMENT).orElseThrow());
  }

  /** All profiles, each once, in no order; one that is made or goes meanwhile may be missing. */
  public List<ProfileRow> profiles() {
    return profiles.all();
  }

  /**
   * One profile; empty when there is none of that key. A key that leads to the profile of another
   * gives that one, with its own key.
   */
  public Optional<ProfileRow> profile(long key) {
    return profiles.of(key);
  }

  /**
   * Does what an administrator asks.
   *
   * @param operation what
   * @param profileKey to which profile
   */
  public OperationResult administer(Operation operation, long profileKey) {
    return shared.command(operation.code(), profileKey, 0);
  }

  /**
   * Lets two files share one profile, because they are copies of one program: tasks of the first go
   * on in the profile of the second, with empty windows, and its key leads there from now on. What
   * its own profile knew is forgotten; {@link #freeSlots} gives the room back.
   *
   * @param profileKey whose profile is given up
   * @param targetKey whose profile serves both
   */
  public OperationResult alias(long profileKey, long targetKey) {
    return shared.share(profileKey, targetKey);
  }

  /**
   * Gives back the room of profiles that were given up for others, once no task has been in them at
   * two calls of this in a row, which must be seconds apart.
   *
   * @return keys of the profiles that nothing refers to any more: from now on no event names them
   *     but those in the ring buffer, unless the same program is started again
   */
  public List<Long> freeSlots() {
    if (shared.waiting() == 0) {
      return List.of();
    }
    return shared.free(this::tasks).stream()
        .filter(key -> profile(key).filter(row -> row.key() == key).isEmpty())
        .toList();
  }

  /** Keys that the profiles had whose room {@link #freeSlots} has not given back yet. */
  public List<Long> keysWaiting() {
    return shared.keysWaiting();
  }

  /** Profiles given up for others whose room is not free yet, because tasks are still in them. */
  public int slotsWaiting() {
    return shared.waiting();
  }

  /**
   * A profile as it stands, from one moment between two changes of its data.
   *
   * @return empty when there is none of that key, or it shares the profile of another
   * @throws IllegalStateException when it is being changed all the while
   */
  public Optional<ProfileImage> export(long profileKey) {
    return new ProfileExport(object).read(profileKey);
  }

  /**
   * Puts a profile into the kernel, in place of what is there of its key. Only while nothing is
   * attached or monitoring is off.
   *
   * @throws IllegalStateException when calls are being judged, there is no room for a profile, or
   *     its key leads to the profile of another
   * @throws dev.phleet.collector.libbpf.LibbpfException when there is no room for its pairs
   */
  public synchronized void restore(ProfileImage image) {
    if (hooks.areAttached() && settings().monitoring()) {
      throw new IllegalStateException("calls are being judged: switch monitoring off first");
    }
    new ProfileRestore(object, replay()).write(image);
  }

  /** Recorded calls through the detector's own step, without any hook. */
  public Replay replay() {
    return new Replay(object);
  }

  /** A watched process, also one that has gone; empty when it is not known, or not any more. */
  public Optional<NotedProcess> noted(int pid) {
    return noted.find(pid);
  }

  /** All watched tasks. */
  public List<TaskRow> tasks() {
    return TaskRows.all(object.program("list_tasks").iterate());
  }

  /**
   * Waits for events and hands out all that are there.
   *
   * @param timeout how long to wait for the first
   * @param handler called once an event, on this thread; must not throw
   * @return how many there were
   */
  public int poll(Duration timeout, RecordHandler handler) {
    int count = ring.drain(handler);
    if (count == 0 && await(timeout)) {
      count = ring.drain(handler);
    }
    return count;
  }

  /**
   * Waits for events, and reads none.
   *
   * @param timeout how long to wait for the first
   * @return whether there is one
   */
  public boolean await(Duration timeout) {
    return ring.await(Math.toIntExact(timeout.toMillis()));
  }

  /**
   * Lets events gather, so that they can be read together.
   *
   * @param time how long at most: less when the ring fills, or there is a new profile, whose
   *     program is to be looked at while it runs
   * @return whether it took less
   */
  public boolean gather(Duration time) {
    return ring.gather(Math.toIntExact(time.toMillis()), NEW_PROFILE);
  }

  /** How full the ring buffer is, from 0 to 1. */
  public double ringFill() {
    return ring.fill();
  }

  /** What each program on a hook did since it was loaded, by its name. */
  public Map<String, RunStatistics> runStatistics() {
    return hooks.statistics();
  }

  /** Detaches every hook; what is in the ring buffer can still be polled. */
  public synchronized void detach() {
    hooks.detach();
  }

  @Override
  public void close() {
    detach();
    ring.close();
    object.close();
  }
}
