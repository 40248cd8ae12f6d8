package dev.phleet.collector.libbpf;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A call into libbpf failed. The message is one line; {@link #log()} holds all that libbpf said.
 */
public final class LibbpfException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final String PREFIX = "libbpf: ";

  private final int errno;
  private final String log;

  LibbpfException(String what, int errno, String log) {
    super(what + ": " + Errno.describe(errno) + reason(log));
    this.errno = errno;
    this.log = log;
  }

  /** Positive error number: the kernel's, or libbpf's own from 4000. */
  public int errno() {
    return errno;
  }

  /** What libbpf printed during the call, the verifier's log included; empty when nothing. */
  public String log() {
    return log;
  }

  /**
   * The two lines of a log that say why: libbpf's first complaint, and the verifier's last word.
   */
  static String reason(String log) {
    List<String> lines = log.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    List<String> said = lines.stream().filter(l -> l.startsWith(PREFIX)).toList();
    Stream<String> complaint =
        said.stream().filter(l -> l.contains("fail") || l.contains("can't")).limit(1);
    int begin = indexOf(lines, "-- BEGIN PROG LOAD LOG --");
    int end = indexOf(lines, "-- END PROG LOAD LOG --");
    Stream<String> verdict =
        begin < 0 || end < begin
            ? Stream.empty()
            : lines.subList(begin + 1, end).stream()
                .filter(l -> !l.startsWith("processed "))
                .reduce((first, second) -> second)
                .map("the verifier says: "::concat)
                .stream();
    return Stream.concat(complaint, verdict).map(l -> "; " + l).collect(Collectors.joining());
  }

  private static int indexOf(List<String> lines, String part) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(part)) {
        return i;
      }
    }
    return -1;
  }
}
