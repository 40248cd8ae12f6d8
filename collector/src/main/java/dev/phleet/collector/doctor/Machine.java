package dev.phleet.collector.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * What the files of a machine say about it. A file that is not there, or not for us to read, is a
 * fact like another.
 */
final class Machine {
  private static final Set<String> FAST_CLOCKS =
      Set.of("tsc", "kvm-clock", "arch_sys_counter", "hyperv_clocksource_tsc_page");
  private static final long LEAST_SPACE = 100L << 20;
  private static final long MEGA = 1 << 20;

  private final Path root;

  /**
   * Under a root.
   *
   * @param root "/", or where a test has laid out another machine
   */
  Machine(Path root) {
    this.root = root;
  }

  Check lockdown() {
    String modes = text("sys/kernel/security/lockdown");
    if (modes.contains("[confidentiality]")) {
      return Check.failure(
          "lockdown",
          "confidentiality: BPF may not read the kernel's memory",
          "boot with lockdown=integrity, or without lockdown");
    }
    return Check.ok("lockdown", modes.isEmpty() ? "none" : modes);
  }

  Check compiler() {
    String jit = text("proc/sys/net/core/bpf_jit_enable");
    if (jit.equals("0")) {
      return Check.warning(
          "BPF compiler",
          "off: every system call of the host is interpreted, many times slower",
          "sysctl net.core.bpf_jit_enable=1");
    }
    return Check.ok("BPF compiler", "on");
  }

  Check unprivileged() {
    String disabled = text("proc/sys/kernel/unprivileged_bpf_disabled");
    if (disabled.equals("0")) {
      return Check.warning(
          "unprivileged BPF",
          "everybody on this host may load BPF programs",
          "sysctl kernel.unprivileged_bpf_disabled=2; the collector does not need it");
    }
    return Check.ok("unprivileged BPF", disabled.isEmpty() ? "not known" : "disabled");
  }

  Check clock() {
    String clock = text("sys/devices/system/clocksource/clocksource0/current_clocksource");
    if (clock.isEmpty() || FAST_CLOCKS.contains(clock)) {
      return Check.ok("clock", clock.isEmpty() ? "not known" : clock);
    }
    return Check.warning(
        "clock",
        clock + ": slow to read, so events and state changes cost more",
        "see why the kernel does not trust a faster one: dmesg | grep -i clocksource");
  }

  Check statistics() {
    boolean on = text("proc/sys/kernel/bpf_stats_enabled").equals("1");
    return Check.ok(
        "BPF statistics",
        on
            ? "measured"
            : "not measured; the metrics of run time are 0 until sysctl"
                + " kernel.bpf_stats_enabled=1");
  }

  Check cgroups() {
    if (Files.exists(root.resolve("sys/fs/cgroup/cgroup.controllers"))) {
      return Check.ok("cgroups", "version 2");
    }
    return Check.warning(
        "cgroups",
        "no version 2 at /sys/fs/cgroup: scope = cgroup does not work",
        "boot with systemd.unified_cgroup_hierarchy=1, or use scope = host or tree");
  }

  Check systemd() {
    boolean present = Files.isDirectory(root.resolve("run/systemd/system"));
    return Check.ok(
        "systemd",
        present
            ? "systemctl enable --now phleet-collector"
            : "not running; start the collector otherwise");
  }

  /** Room where the profiles are kept, or will be: the directory may not be there yet. */
  Check space(Path profiles) {
    Path existing = profiles.toAbsolutePath();
    while (existing.getParent() != null && !Files.isDirectory(existing)) {
      existing = existing.getParent();
    }
    try {
      long free = Files.getFileStore(existing).getUsableSpace();
      String found = free / MEGA + " MB free for " + profiles;
      if (free < LEAST_SPACE) {
        return Check.warning("disk", found, "make room: profiles that are not saved are lost");
      }
      return Check.ok("disk", found);
    } catch (IOException unknown) {
      return Check.warning("disk", "not known: " + unknown, "see whether " + existing + " is well");
    }
  }

  static Check noProfiles() {
    return Check.warning(
        "disk",
        "profiles are not kept: every start of the collector begins from nothing",
        "set profiles.directory");
  }

  private String text(String file) {
    try {
      return Files.readString(root.resolve(file)).strip();
    } catch (IOException absent) {
      return "";
    }
  }
}
