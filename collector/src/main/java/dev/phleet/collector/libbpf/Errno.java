package dev.phleet.collector.libbpf;

import java.util.Map;

/** Names of the errors that the bpf system call returns, and libbpf's own (4000 and up). */
final class Errno {
  private static final int FIRST_OF_LIBBPF = 4000;

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(1, "EPERM"),
          Map.entry(2, "ENOENT"),
          Map.entry(3, "ESRCH"),
          Map.entry(4, "EINTR"),
          Map.entry(7, "E2BIG"),
          Map.entry(9, "EBADF"),
          Map.entry(11, "EAGAIN"),
          Map.entry(12, "ENOMEM"),
          Map.entry(13, "EACCES"),
          Map.entry(14, "EFAULT"),
          Map.entry(16, "EBUSY"),
          Map.entry(17, "EEXIST"),
          Map.entry(22, "EINVAL"),
          Map.entry(28, "ENOSPC"),
          Map.entry(38, "ENOSYS"),
          Map.entry(95, "EOPNOTSUPP"),
          Map.entry(524, "ENOTSUPP"));

  private static final Map<Integer, String> LIBBPF =
      Map.of(
          4000, "something is wrong in libelf",
          4001, "the object's format is invalid",
          4003, "the object was made for another byte order",
          4004, "internal error in libbpf",
          4005, "a relocation failed",
          4006, "a program could not be loaded",
          4007, "the kernel's verifier refused a program",
          4008, "a program is too big",
          4010, "the kernel does not support a program's type");

  private Errno() {}

  /** Describes a positive errno, e.g. {@code EPERM (Operation not permitted)}. */
  static String describe(int errno) {
    if (errno >= FIRST_OF_LIBBPF) {
      return "libbpf " + errno + " (" + LIBBPF.getOrDefault(errno, "unknown") + ")";
    }
    return NAMES.getOrDefault(errno, "errno " + errno) + " (" + Libc.strerror(errno) + ")";
  }
}
