package dev.phleet.lab;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether this process may load programs into the kernel: said at once, not after the broker. */
final class Privileges {
  private static final int CAP_SYS_ADMIN = 21;
  private static final int CAP_PERFMON = 38;
  private static final int CAP_BPF = 39;

  private Privileges() {}

  static void require() throws IOException {
    String mask =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(l -> l.startsWith("CapEff:"))
            .map(l -> l.substring("CapEff:".length()).strip())
            .findFirst()
            .orElse("0");
    BigInteger capabilities = new BigInteger(mask, 16);
    boolean enough =
        capabilities.testBit(CAP_SYS_ADMIN)
            || (capabilities.testBit(CAP_BPF) && capabilities.testBit(CAP_PERFMON));
    if (!enough) {
      throw new LabException(
          LabException.ENVIRONMENT,
          "not allowed to load the detector into the kernel (neither CAP_SYS_ADMIN nor CAP_BPF with"
              + " CAP_PERFMON); run it as root: sudo ./phleet lab");
    }
  }
}
