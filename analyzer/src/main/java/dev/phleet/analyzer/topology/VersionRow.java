package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.version.Member;
import dev.phleet.analyzer.version.Note;

/** A row of the store {@link StoreNames#VERSIONS}; {@code VersionStores} says which is where. */
public sealed interface VersionRow {
  /** How many hosts run a version of a path. */
  record Hosts(int count) implements VersionRow {}

  /** A host that runs a version of a path. */
  record Runs(Member member) implements VersionRow {}

  /** What the rule has noted about a version. */
  record Noted(Note note) implements VersionRow {}
}
