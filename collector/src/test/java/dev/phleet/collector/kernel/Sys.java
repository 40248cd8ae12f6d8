package dev.phleet.collector.kernel;

import dev.phleet.collector.model.CallCode;

/** The calls that the watched program makes, by their numbers on both architectures. */
enum Sys {
  READ(0, 63),
  WRITE(1, 64),
  RT_SIGACTION(13, 134),
  RT_SIGRETURN(15, 139),
  SCHED_YIELD(24, 124),
  GETPID(39, 172),
  CLONE(56, 220),
  EXECVE(59, 221),
  EXIT(60, 93),
  WAIT4(61, 260),
  UMASK(95, 166),
  GETUID(102, 174),
  GETGID(104, 176),
  GETEUID(107, 175),
  GETEGID(108, 177),
  GETPPID(110, 173),
  GETPGID(121, 155),
  GETSID(124, 156),
  GETTID(186, 178),
  EXIT_GROUP(231, 94),
  TGKILL(234, 131);

  private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");

  private final int x86;
  private final int arm;

  Sys(int x86, int arm) {
    this.x86 = x86;
    this.arm = arm;
  }

  int number() {
    return ARM ? arm : x86;
  }

  int code() {
    return CallCode.nativeCall(number());
  }
}
