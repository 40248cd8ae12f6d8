package dev.phleet.collector.preflight;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Judges {@link Facts}: pure, so that every answer can be tested on any machine. */
public final class Preflight {
  private static final Pattern RELEASE = Pattern.compile("(\\d+)\\.(\\d+).*", Pattern.DOTALL);
  private static final int LEAST_MAJOR = 5;
  private static final int LEAST_MINOR = 15;

  /** Numbers from linux/capability.h. */
  private static final Map<String, Integer> CAPABILITIES = capabilities();

  private Preflight() {}

  /**
   * What stands in the way, the most basic first.
   *
   * @return one line each: what is wrong, what it means, what to do; empty when nothing does
   */
  public static List<String> problems(Facts facts) {
    return problems(facts, "collector");
  }

  /**
   * The same for another command that loads the detector.
   *
   * @param command its name
   */
  public static List<String> problems(Facts facts, String command) {
    List<String> problems = new ArrayList<>();
    if (!facts.objectExists()) {
      problems.add(
          "architecture "
              + facts.architecture()
              + " is not supported: there is no BPF object for it, only for x86_64 and aarch64");
    }
    if (!isNewEnough(facts.kernelRelease())) {
      problems.add(
          "kernel "
              + facts.kernelRelease()
              + " is too old: the detector needs 5.15 or newer (6.1 and newer are tested)");
    }
    if (!facts.kernelBtf()) {
      problems.add(
          "the kernel does not describe its types: /sys/kernel/btf/vmlinux cannot be read; boot a"
              + " kernel built with CONFIG_DEBUG_INFO_BTF=y, and see that /sys is mounted");
    }
    if (facts.libbpf().isEmpty()) {
      problems.add(
          "libbpf 1.x is missing: libbpf.so.1 cannot be loaded; install it (Debian and Ubuntu:"
              + " apt-get install libbpf1, Fedora: dnf install libbpf); libbpf 0.x does not do");
    }
    privilege(facts, command, problems);
    return problems;
  }

  private static void privilege(Facts facts, String command, List<String> problems) {
    List<String> missing =
        CAPABILITIES.entrySet().stream()
            .filter(c -> (facts.capabilities() & (1L << c.getValue())) == 0)
            .map(Map.Entry::getKey)
            .toList();
    if (missing.isEmpty()) {
      return;
    }
    String lacks = String.join(", ", missing);
    if (facts.user() == 0) {
      problems.add(
          "root lacks "
              + lacks
              + " here, as in a container without privileges: add them (docker run --cap-add ...)"
              + " or run on the host");
    } else {
      problems.add(
          "user "
              + facts.user()
              + " may not load BPF programs (lacks "
              + lacks
              + "): run it as root: sudo ./phleet "
              + command
              + " ...");
    }
  }

  private static boolean isNewEnough(String release) {
    Matcher matcher = RELEASE.matcher(release);
    if (!matcher.matches()) {
      return false;
    }
    int major = Integer.parseInt(matcher.group(1));
    int minor = Integer.parseInt(matcher.group(2));
    return major > LEAST_MAJOR || (major == LEAST_MAJOR && minor >= LEAST_MINOR);
  }

  private static Map<String, Integer> capabilities() {
    Map<String, Integer> needed = new LinkedHashMap<>();
    needed.put("CAP_BPF", 39);
    needed.put("CAP_PERFMON", 38);
    needed.put("CAP_SYS_PTRACE", 19);
    needed.put("CAP_DAC_READ_SEARCH", 2);
    return Collections.unmodifiableMap(needed);
  }
}
