package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.fleet.ProfileId;
import dev.phleet.analyzer.fleet.pairs.Growth;
import dev.phleet.analyzer.fleet.pairs.Holders;
import dev.phleet.analyzer.fleet.pairs.HostSets;
import dev.phleet.analyzer.fleet.pairs.PairCells;
import dev.phleet.analyzer.fleet.pairs.PairContent;
import dev.phleet.analyzer.fleet.pairs.PairCounts;
import dev.phleet.analyzer.fleet.pairs.PairSet;
import dev.phleet.analyzer.fleet.pairs.PairSummary;
import dev.phleet.analyzer.fleet.pairs.PairsChange;
import dev.phleet.analyzer.fleet.pairs.PairsShare;
import dev.phleet.analyzer.fleet.pairs.SetId;
import dev.phleet.schemas.event.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.roaringbitmap.RoaringBitmap;

/** How what is known of pairs is written. Any change here needs a new version number. */
final class PairForms {
  static final StateSerde<List<PairsChange>> CHANGES =
      new StateSerde<>("pairs-changes", 3, PairForms::changes, PairForms::changes);
  static final StateSerde<PairContent> CONTENT =
      new StateSerde<>("pair-content", 1, PairForms::content, PairForms::content);
  static final StateSerde<PairSummary> SUMMARY =
      new StateSerde<>("pair-summary", 1, PairForms::summary, PairForms::summary);
  static final StateSerde<HostSets> HOST =
      new StateSerde<>("host-sets", 2, PairForms::host, PairForms::host);
  static final StateSerde<Holders> HOLDERS =
      new StateSerde<>(
          "holders",
          1,
          (out, h) -> out.number(h.mentions()).number(h.hosts()),
          in -> new Holders(in.size(), in.size()));
  static final StateSerde<PairSet> SET =
      new StateSerde<>("pair-set", 1, PairForms::set, PairForms::set);
  static final StateSerde<PairCounts> COUNTS =
      new StateSerde<>("pair-counts", 1, PairForms::counts, PairForms::counts);
  static final StateSerde<SortedMap<Integer, String>> NAMES =
      new StateSerde<>("call-names", 1, PairForms::names, PairForms::names);

  private static final int COLUMNS = 3;

  private PairForms() {}

  static <T> T read(StateSerde<T> form, byte[] bytes) {
    return form.deserializer().deserialize(form.what(), bytes);
  }

  static <T> byte[] write(StateSerde<T> form, T value) {
    return form.serializer().serialize(form.what(), value);
  }

  /** What several have the same of is written where it comes first, and then only named. */
  private static void changes(StateWriter out, List<PairsChange> changes) {
    Map<SetId, Integer> written = new HashMap<>();
    out.list(changes, (o, change) -> change(o, change, written));
  }

  private static void change(StateWriter out, PairsChange c, Map<SetId, Integer> written) {
    out.id(c.executableId()).text(c.profile().hostId()).number(c.profile().profileKey());
    out.flag(c.first()).flag(c.share().isPresent());
    c.share().ifPresent(share -> share(out, share, written));
  }

  private static void share(StateWriter out, PairsShare share, Map<SetId, Integer> written) {
    out.text(share.architecture()).number(LedgerForms.state(share.state())).number(share.time());
    id(out, share.set());
    Integer before = written.get(share.set());
    out.flag(before != null);
    if (before != null) {
      out.number(before);
    } else {
      written.put(share.set(), written.size());
      out.blob(WrittenContent.of(share.content()).bytes());
    }
  }

  private static List<PairsChange> changes(StateReader in) {
    List<PairContent> contents = new ArrayList<>();
    return in.list(i -> change(i, contents));
  }

  private static PairsChange change(StateReader in, List<PairContent> contents) {
    String executable = in.id();
    ProfileId profile = new ProfileId(in.text(), in.number());
    boolean first = in.flag();
    return new PairsChange(
        executable,
        profile,
        in.flag() ? Optional.of(share(in, contents)) : Optional.empty(),
        first);
  }

  private static PairsShare share(StateReader in, List<PairContent> contents) {
    String architecture = in.text();
    State state = LedgerForms.state(in);
    long time = in.number();
    SetId set = id(in);
    if (in.flag()) {
      return new PairsShare(architecture, state, time, set, contents.get(in.size()));
    }
    PairContent content = new WrittenContent(in.blob());
    contents.add(content);
    return new PairsShare(architecture, state, time, set, content);
  }

  private static void content(StateWriter out, PairContent content) {
    PairCells cells = content.cells();
    out.number(cells.size());
    long previous = 0;
    for (int i = 0; i < cells.size(); i++) {
      out.number(cells.at(i) - previous);
      previous = cells.at(i);
    }
    names(out, content.names());
  }

  private static PairContent content(StateReader in) {
    long[] cells = new long[in.size()];
    long previous = 0;
    for (int i = 0; i < cells.length; i++) {
      previous += in.number();
      cells[i] = previous;
    }
    return PairContent.of(PairCells.of(cells), names(in));
  }

  private static void summary(StateWriter out, PairSummary s) {
    out.list(s.architectures(), StateWriter::text);
    out.list(s.growth().hours().entrySet(), (o, e) -> o.number(e.getKey()).number(e.getValue()));
    out.number(s.growth().last()).list(s.outliers(), StateWriter::text);
  }

  private static PairSummary summary(StateReader in) {
    var architectures = in.list(StateReader::text);
    SortedMap<Long, Integer> hours = new TreeMap<>();
    in.list(i -> Map.entry(i.number(), i.size())).forEach(e -> hours.put(e.getKey(), e.getValue()));
    return new PairSummary(
        architectures, new Growth(hours, in.number()), in.list(StateReader::text));
  }

  private static void host(StateWriter out, HostSets host) {
    out.list(
        host.profiles(),
        (o, p) ->
            id(
                o.number(p.key()).text(p.architecture()).number(LedgerForms.state(p.state())),
                p.set()));
    out.list(host.unions(), (o, u) -> id(o.text(u.architecture()), u.set()));
  }

  private static HostSets host(StateReader in) {
    return new HostSets(
        in.list(i -> new HostSets.Profile(i.number(), i.text(), LedgerForms.state(i), id(i))),
        in.list(i -> new HostSets.Union(i.text(), id(i))));
  }

  private static void id(StateWriter out, SetId id) {
    out.blob(ByteBuffer.allocate(2 * Long.BYTES).putLong(id.high()).putLong(id.low()).array());
  }

  private static SetId id(StateReader in) {
    ByteBuffer bytes = ByteBuffer.wrap(in.blob());
    return new SetId(bytes.getLong(), bytes.getLong());
  }

  /** The test data by what it differs from the training data in: usually hardly anything. */
  private static void set(StateWriter out, PairSet set) {
    bitmap(out, set.training());
    out.flag(set.isNormal());
    if (set.isNormal()) {
      bitmap(out, RoaringBitmap.xor(set.training(), set.test()));
    }
  }

  private static PairSet set(StateReader in) {
    RoaringBitmap training = bitmap(in);
    RoaringBitmap test = in.flag() ? RoaringBitmap.xor(training, bitmap(in)) : new RoaringBitmap();
    return new PairSet(training, test);
  }

  private static void bitmap(StateWriter out, RoaringBitmap pairs) {
    ByteBuffer bytes = ByteBuffer.allocate(pairs.serializedSizeInBytes());
    pairs.serialize(bytes);
    out.blob(bytes.array());
  }

  private static RoaringBitmap bitmap(StateReader in) {
    RoaringBitmap pairs = new RoaringBitmap();
    try {
      pairs.deserialize(ByteBuffer.wrap(in.blob()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pairs;
  }

  private static void counts(StateWriter out, PairCounts counts) {
    out.number(counts.hosts()).number(counts.normalHosts()).number(counts.size());
    int previous = 0;
    for (int at = 0; at < counts.size(); at++) {
      out.number(counts.codeAt(at) - previous).number(counts.trainingAt(at));
      out.number(counts.testAt(at)).number(counts.knownAt(at));
      previous = counts.codeAt(at);
    }
  }

  private static PairCounts counts(StateReader in) {
    int hosts = in.size();
    int normalHosts = in.size();
    int[] codes = new int[in.size()];
    int[] counts = new int[codes.length * COLUMNS];
    int previous = 0;
    for (int at = 0; at < codes.length; at++) {
      previous += in.size();
      codes[at] = previous;
      for (int column = 0; column < COLUMNS; column++) {
        counts[at * COLUMNS + column] = in.size();
      }
    }
    return new PairCounts(codes, counts, hosts, normalHosts);
  }

  private static void names(StateWriter out, SortedMap<Integer, String> names) {
    out.list(names.entrySet(), (o, e) -> o.number(e.getKey()).text(e.getValue()));
  }

  private static SortedMap<Integer, String> names(StateReader in) {
    SortedMap<Integer, String> names = new TreeMap<>();
    in.list(i -> Map.entry(i.size(), i.text())).forEach(e -> names.put(e.getKey(), e.getValue()));
    return names;
  }
}
