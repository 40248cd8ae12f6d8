package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.correlation.EventRef;
import dev.phleet.analyzer.correlation.Exhibit;
import dev.phleet.analyzer.correlation.GroupKey;
import dev.phleet.analyzer.correlation.HostRef;
import dev.phleet.analyzer.correlation.HostTrack;
import dev.phleet.analyzer.correlation.Observation;
import dev.phleet.analyzer.correlation.Pattern;
import dev.phleet.analyzer.correlation.Session;
import dev.phleet.analyzer.correlation.SessionKey;
import dev.phleet.analyzer.correlation.SharedSession;
import dev.phleet.analyzer.correlation.SignatureKey;
import dev.phleet.analyzer.correlation.SignatureTrack;
import dev.phleet.analyzer.correlation.Spread;
import dev.phleet.analyzer.correlation.Waiting;
import dev.phleet.analyzer.correlation.WindowCall;
import dev.phleet.schemas.event.CallTable;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;

/** How the spread rule's state is written. Any change here needs a new version number. */
final class StateForms {
  static final StateSerde<TrackRow> TRACK =
      new StateSerde<>("signature-track", 3, StateForms::track, StateForms::track);
  static final StateSerde<GroupRow> GROUP_ROW =
      new StateSerde<>("group-row", 2, StateForms::group, StateForms::group);
  static final StateSerde<List<Spread>> SPREADS =
      new StateSerde<>(
          "spreads",
          3,
          (out, all) -> out.list(all, StateForms::spread),
          in -> in.list(StateForms::spread));
  static final StateSerde<SpreadRow> SPREAD_ROW =
      new StateSerde<>("spread-row", 4, StateForms::row, StateForms::row);

  private static final int SHOWN = 1;
  private static final int MEMBER = 2;
  private static final int NAMES = 3;
  private static final int WAITS = 4;
  private static final int FEW = 1;
  private static final int MANY = 2;
  private static final int ONE = 3;

  private StateForms() {}

  static void host(StateWriter out, HostRef host) {
    out.text(host.id()).text(host.name()).text(host.bootId());
  }

  static HostRef host(StateReader in) {
    return new HostRef(in.text(), in.text(), in.text());
  }

  static void event(StateWriter out, EventRef event) {
    out.number(event.time()).text(event.hostId()).text(event.runId()).number(event.sequence());
  }

  static EventRef event(StateReader in) {
    return new EventRef(in.number(), in.text(), in.text(), in.number());
  }

  private static void call(StateWriter out, WindowCall call) {
    out.number(number(call.table())).number(call.number()).text(call.name());
  }

  private static WindowCall call(StateReader in) {
    return new WindowCall(table(in.size()), in.size(), in.text());
  }

  private static int number(CallTable table) {
    return switch (table) {
      case NATIVE -> 0;
      case COMPAT -> 1;
      case X32 -> 2;
    };
  }

  private static CallTable table(int number) {
    return switch (number) {
      case 0 -> CallTable.NATIVE;
      case 1 -> CallTable.COMPAT;
      case 2 -> CallTable.X32;
      default -> throw new SerializationException("no such table of calls");
    };
  }

  static void observation(StateWriter out, Observation o) {
    out.id(o.executableId()).text(o.path()).number(o.profileKey());
    host(out, o.host());
    event(out, o.event());
    pattern(out, o.pattern());
    out.number(o.pid()).number(o.lfc()).id(o.signature());
  }

  private static void pattern(StateWriter out, Pattern pattern) {
    out.text(pattern.architecture())
        .list(pattern.window(), StateForms::call)
        .list(pattern.mismatches(), (w, distance) -> w.number(distance));
  }

  private static Pattern pattern(StateReader in) {
    return new Pattern(in.text(), in.list(StateForms::call), in.list(StateReader::size));
  }

  static Observation observation(StateReader in) {
    return new Observation(
        in.id(),
        in.text(),
        in.number(),
        host(in),
        event(in),
        pattern(in),
        in.size(),
        in.size(),
        in.id());
  }

  private static void track(StateWriter out, TrackRow row) {
    out.id(row.executableId()).number(row.track().next());
    out.list(row.track().sessions(), StateForms::session);
  }

  private static TrackRow track(StateReader in) {
    return new TrackRow(in.id(), new SignatureTrack(in.number(), in.list(StateForms::session)));
  }

  private static void session(StateWriter out, Session s) {
    out.number(s.number()).number(s.first()).number(s.last() - s.first()).number(s.count());
    out.number(s.hosts()).number(s.exhibitUntil()).text(s.spread());
  }

  private static Session session(StateReader in) {
    long number = in.number();
    long first = in.number();
    return new Session(
        number, first, first + in.number(), in.number(), in.size(), in.number(), in.text());
  }

  private static void row(StateWriter out, SpreadRow row) {
    if (row instanceof SpreadRow.Shown shown) {
      out.number(SHOWN);
      exhibit(out, shown.exhibit());
    } else if (row instanceof SpreadRow.Member member) {
      out.number(MEMBER);
      member(out, member.session());
    } else if (row instanceof SpreadRow.Names names) {
      out.number(NAMES).list(names.names(), StateWriter::text);
    } else if (row instanceof SpreadRow.Waits waits) {
      out.number(WAITS).list(waits.sorted(), StateForms::waiting);
    }
  }

  private static SpreadRow row(StateReader in) {
    return switch (in.size()) {
      case SHOWN -> new SpreadRow.Shown(exhibit(in));
      case MEMBER -> new SpreadRow.Member(member(in));
      case NAMES -> new SpreadRow.Names(in.list(StateReader::text));
      case WAITS -> new SpreadRow.Waits(in.list(StateForms::waiting));
      default -> throw new SerializationException("no such row of spreads");
    };
  }

  private static void group(StateWriter out, GroupRow row) {
    if (row instanceof GroupRow.Few few) {
      out.number(FEW).list(few.hosts(), StateForms::hostTrack).flag(few.exhibit().isPresent());
      few.exhibit().ifPresent(shown -> exhibit(out, shown));
    } else if (row instanceof GroupRow.Many) {
      out.number(MANY);
    } else if (row instanceof GroupRow.One one) {
      out.number(ONE);
      hostTrack(out, one.track());
    }
  }

  private static GroupRow group(StateReader in) {
    return switch (in.size()) {
      case FEW ->
          new GroupRow.Few(
              in.list(StateForms::hostTrack),
              in.flag() ? Optional.of(exhibit(in)) : Optional.empty());
      case MANY -> new GroupRow.Many();
      case ONE -> new GroupRow.One(hostTrack(in));
      default -> throw new SerializationException("no such row of groups");
    };
  }

  private static void exhibit(StateWriter out, Exhibit shown) {
    observation(out, shown.exemplar());
    out.list(shown.evidence(), StateForms::event);
  }

  private static Exhibit exhibit(StateReader in) {
    return new Exhibit(observation(in), in.list(StateForms::event));
  }

  private static void waiting(StateWriter out, Waiting w) {
    out.id(w.signature()).number(w.number()).number(w.last());
  }

  private static Waiting waiting(StateReader in) {
    return new Waiting(in.id(), in.number(), in.number());
  }

  private static SharedSession member(StateReader in) {
    return new SharedSession(
        new SessionKey(new SignatureKey(in.id(), in.id()), in.number()), in.number(), pattern(in));
  }

  private static void member(StateWriter out, SharedSession m) {
    SessionKey key = m.key();
    out.id(key.signature().executableId()).id(key.signature().signature());
    out.number(key.number()).number(m.first());
    pattern(out, m.pattern());
  }

  private static void hostTrack(StateWriter out, HostTrack t) {
    host(out, t.host());
    out.number(t.first()).number(t.last() - t.first()).number(t.count());
    out.list(t.times(), (w, time) -> w.number(time));
  }

  private static HostTrack hostTrack(StateReader in) {
    HostRef host = host(in);
    long first = in.number();
    return new HostTrack(
        host, first, first + in.number(), in.number(), in.list(StateReader::number));
  }

  private static void spread(StateWriter out, Spread s) {
    out.text(s.id()).id(s.group().executableId()).text(s.group().name());
    out.number(s.openedAt()).number(s.first()).number(s.last()).number(s.count());
    out.number(s.hosts()).number(s.signatures()).number(s.exhibitUntil()).flag(s.closed());
    Spread.Published p = s.published();
    out.number(p.revision()).number(p.hosts()).number(p.count()).number(p.signatures());
  }

  private static Spread spread(StateReader in) {
    return new Spread(
        in.text(),
        new GroupKey(in.id(), in.text()),
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        in.size(),
        in.size(),
        in.number(),
        in.flag(),
        new Spread.Published(in.size(), in.size(), in.number(), in.size()));
  }
}
