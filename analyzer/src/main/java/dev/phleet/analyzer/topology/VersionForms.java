package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.version.Member;
import dev.phleet.analyzer.version.Note;
import dev.phleet.analyzer.version.Stranger;
import dev.phleet.analyzer.version.VersionChange;
import java.util.List;
import java.util.Optional;

/** How versions by path are written. Any change here needs a new version number. */
final class VersionForms {
  private static final int HOSTS = 0;
  private static final int RUNS = 1;
  private static final int NOTED = 2;

  static final StateSerde<VersionRow> ROW =
      new StateSerde<>("version-row", 1, VersionForms::row, VersionForms::row);
  static final StateSerde<List<VersionChange>> CHANGES =
      new StateSerde<>(
          "version-changes",
          2,
          (out, changes) -> out.list(changes, VersionForms::change),
          in -> in.list(VersionForms::change));

  private VersionForms() {}

  private static void row(StateWriter out, VersionRow row) {
    if (row instanceof VersionRow.Hosts hosts) {
      out.number(HOSTS).number(hosts.count());
    } else if (row instanceof VersionRow.Runs runs) {
      out.number(RUNS);
      member(out, runs.member());
    } else if (row instanceof VersionRow.Noted noted) {
      out.number(NOTED).text(noted.note().path()).text(noted.note().executableId());
      out.flag(noted.note().reported().isPresent());
      noted.note().reported().ifPresent(stranger -> stranger(out, stranger));
    }
  }

  private static VersionRow row(StateReader in) {
    return switch (in.size()) {
      case HOSTS -> new VersionRow.Hosts(in.size());
      case RUNS -> new VersionRow.Runs(member(in));
      default -> new VersionRow.Noted(note(in));
    };
  }

  private static Note note(StateReader in) {
    String path = in.text();
    String executable = in.text();
    Optional<Stranger> reported =
        in.flag()
            ? Optional.of(new Stranger(path, executable, member(in), in.text()))
            : Optional.empty();
    return new Note(path, executable, reported);
  }

  private static void stranger(StateWriter out, Stranger stranger) {
    member(out, stranger.member());
    out.text(stranger.known());
  }

  private static void member(StateWriter out, Member member) {
    StateForms.host(out, member.host());
    out.number(member.profileKey()).number(member.profiles());
    StateForms.event(out, member.since());
  }

  private static Member member(StateReader in) {
    return new Member(StateForms.host(in), in.number(), in.size(), StateForms.event(in));
  }

  private static void change(StateWriter out, VersionChange change) {
    out.text(change.path()).id(change.executableId()).number(change.profileKey());
    StateForms.host(out, change.host());
    StateForms.event(out, change.event());
    out.flag(change.comes()).flag(change.first());
  }

  private static VersionChange change(StateReader in) {
    return new VersionChange(
        in.text(),
        in.id(),
        in.number(),
        StateForms.host(in),
        StateForms.event(in),
        in.flag(),
        in.flag());
  }
}
