package dev.phleet.collector.libbpf;

import java.util.Arrays;
import java.util.List;

/**
 * A call into libbpf failed. The message is one line; {@link #log()} holds all that libbpf said.
 */
public final class LibbpfException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int errno;
  private final String log;

  LibbpfException(String what, int errno, String log) {
    super(what + ": " + Errno.describe(errno) + lastWords(log));
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

  private static String lastWords(String log) {
    List<String> lines = Arrays.stream(log.split("\n")).filter(l -> l.contains("libbpf:")).toList();
    return lines.isEmpty() ? "" : "; " + lines.get(lines.size() - 1).strip();
  }
}
