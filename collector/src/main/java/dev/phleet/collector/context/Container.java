package dev.phleet.collector.context;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a cgroup path says of a container. Every runtime puts the container's id into it, each in
 * its own way: docker, containerd, CRI-O and podman 64 hexadecimal digits, systemd-nspawn the
 * machine's name.
 *
 * @param id id of the container, or name of the machine
 * @param hint runtime, and the pod when there is one, e.g. {@code containerd pod 1234-5678}; the
 *     name of the image when that is known
 */
public record Container(String id, String hint) {
  private static final Pattern BY_ID =
      Pattern.compile("(?:(.*?)[-:])?([0-9a-f]{64})(?:\\.scope|\\.service)?");
  private static final Pattern MACHINE =
      Pattern.compile("(?:systemd-nspawn@(.+)\\.service|machine-(.+)\\.scope)");
  private static final Pattern POD =
      Pattern.compile("(?:^|.*-)pod([0-9a-f]{8}[-_0-9a-f]*[0-9a-f])(?:\\.slice)?(?::.*)?");
  private static final Pattern ESCAPED = Pattern.compile("\\\\x([0-9a-f]{2})");

  /**
   * The innermost container of a process.
   *
   * @param cgroupFile text of /proc/PID/cgroup, of version 1 (a line for each controller) or 2
   */
  public static Optional<Container> of(String cgroupFile) {
    return cgroupFile
        .lines()
        .map(line -> line.split(":", 3))
        .filter(parts -> parts.length == 3)
        .flatMap(parts -> ofPath(parts[2]).stream())
        .findFirst();
  }

  /**
   * The innermost container of a process; empty when there is none, or it is gone.
   *
   * @param proc a directory like /proc
   * @param pid the process
   */
  public static Optional<Container> ofProcess(Path proc, int pid) {
    return ProcFiles.text(proc.resolve(pid + "/cgroup")).flatMap(Container::of);
  }

  /** The same container, the name of its image being known. */
  Container runningImage(String image) {
    return new Container(id, image);
  }

  private static Optional<Container> ofPath(String path) {
    String[] names = path.split("/", -1);
    Container innermost = null;
    String pod = "";
    for (int i = 0; i < names.length; i++) {
      Matcher inPod = POD.matcher(names[i]);
      if (inPod.matches()) {
        pod = " pod " + inPod.group(1).replace('_', '-');
      }
      String next = i + 1 < names.length ? names[i + 1] : "";
      Container found = named(names[i], i == 0 ? "" : names[i - 1], next, pod);
      innermost = found == null ? innermost : found;
    }
    return Optional.ofNullable(innermost);
  }

  private static Container named(String name, String parent, String next, String pod) {
    Matcher byId = BY_ID.matcher(name);
    if (byId.matches()) {
      String prefix = byId.group(1) == null ? "" : byId.group(1);
      // The monitor is the runtime's own process, outside of the container.
      return prefix.endsWith("conmon")
          ? null
          : new Container(byId.group(2), runtime(prefix, parent, pod) + pod);
    }
    Matcher machine = MACHINE.matcher(name);
    boolean isSupervisor = next.equals("supervisor");
    if (machine.matches() && !isSupervisor) {
      String text = machine.group(1) == null ? machine.group(2) : machine.group(1);
      return text.startsWith("qemu\\x2d") ? null : new Container(unescaped(text), "systemd-nspawn");
    }
    return null;
  }

  private static String runtime(String prefix, String parent, String pod) {
    String words = prefix + " " + parent;
    if (words.contains("docker")) {
      return "docker";
    }
    if (words.contains("libpod")) {
      return "podman";
    }
    if (words.contains("crio")) {
      return "cri-o";
    }
    if (words.contains("containerd") || words.contains("nerdctl") || pod.isEmpty()) {
      // Its own manager of cgroups puts the bare id under the name of a namespace.
      return "containerd";
    }
    return "kubernetes";
  }

  /** As systemd escapes a machine's name: \x2d is a hyphen. */
  private static String unescaped(String text) {
    return ESCAPED
        .matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(match.group(1), 16))));
  }
}
