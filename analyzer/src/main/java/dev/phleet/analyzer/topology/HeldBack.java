package dev.phleet.analyzer.topology;

/** What a processor holds back until its task commits, see {@link WriteBack}. */
interface HeldBack {
  /** Lets it go, into the transaction that is about to be committed. */
  void write();
}
