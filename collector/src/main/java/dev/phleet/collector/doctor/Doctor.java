package dev.phleet.collector.doctor;

import dev.phleet.collector.config.CollectorConfig;
import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.Limits;
import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.layout.BtfFormatException;
import dev.phleet.collector.layout.LayoutMismatchException;
import dev.phleet.collector.libbpf.LibbpfException;
import dev.phleet.collector.preflight.Facts;
import dev.phleet.collector.preflight.Preflight;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at everything, the most basic first. */
public final class Doctor {
  private static final Limits SMALL = new Limits(64 << 10, 64);

  private final Machine machine;

  /** Of this machine. */
  public Doctor() {
    this(new Machine(Path.of("/")));
  }

  Doctor(Machine machine) {
    this.machine = machine;
  }

  /**
   * Looks.
   *
   * @param config what the collector would run with; empty: the network is not looked at
   * @param profiles where the collector would keep its profiles; empty: nowhere
   */
  public List<Check> examine(Optional<CollectorConfig> config, Optional<Path> profiles) {
    List<Check> checks = new ArrayList<>();
    boolean able = preflight(Facts.find(), checks);
    if (able) {
      kernel(checks);
    }
    checks.add(machine.lockdown());
    checks.add(machine.compiler());
    checks.add(machine.unprivileged());
    checks.add(machine.clock());
    checks.add(machine.statistics());
    checks.add(machine.cgroups());
    checks.add(machine.systemd());
    checks.add(profiles.map(machine::space).orElseGet(Machine::noProfiles));
    config.ifPresent(c -> checks.addAll(Network.check(c.kafka())));
    return List.copyOf(checks);
  }

  /** What is needed before the kernel is asked; false when something is missing. */
  static boolean preflight(Facts facts, List<Check> checks) {
    List<String> problems = Preflight.problems(facts);
    for (String problem : problems) {
      int cut = Math.max(problem.indexOf(": "), problem.indexOf("; "));
      String found = cut < 0 ? problem : problem.substring(0, cut);
      String mend = cut < 0 ? "" : problem.substring(cut + 2);
      checks.add(Check.failure("requirements", found, mend));
    }
    if (problems.isEmpty()) {
      checks.add(Check.ok("architecture", facts.architecture()));
      checks.add(Check.ok("kernel", facts.kernelRelease() + ", describes its types (BTF)"));
      facts.libbpf().ifPresent(v -> checks.add(Check.ok("libbpf", v.toString())));
      checks.add(Check.ok("capabilities", "all four that are needed"));
    }
    return problems.isEmpty();
  }

  /** The detector itself, with nothing in its scope: loaded, attached for a moment, gone. */
  private static void kernel(List<Check> checks) {
    try (Detector detector = Detector.load(Settings.defaults(), SMALL)) {
      checks.add(Check.ok("load", "the verifier accepts the detector; ring buffer, task storage"));
      detector.attach();
      checks.add(Check.ok("attach", "every hook (tp_btf) was attached for a moment"));
    } catch (LibbpfException refused) {
      boolean loaded = checks.stream().anyMatch(check -> check.name().equals("load"));
      checks.add(
          Check.failure(
              loaded ? "attach" : "load",
              refused.getMessage(),
              "see dmesg and the kernel's lockdown below; a container needs the host's kernel"
                  + " rights (CAP_BPF, CAP_PERFMON) and no seccomp filter on bpf(2)"));
    } catch (LayoutMismatchException | BtfFormatException foreign) {
      checks.add(
          Check.failure("load", foreign.getMessage(), "install phleet anew, from one build"));
    }
  }
}
