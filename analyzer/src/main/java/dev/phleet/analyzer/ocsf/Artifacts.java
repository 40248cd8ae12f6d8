package dev.phleet.analyzer.ocsf;

import static dev.phleet.analyzer.ocsf.DetectionFinding.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.phleet.schemas.event.Ancestor;
import dev.phleet.schemas.event.Call;
import dev.phleet.schemas.event.Executable;
import dev.phleet.schemas.event.Host;
import dev.phleet.schemas.event.Process;
import java.util.List;

/** Hosts, files, processes and windows of calls as objects of OCSF. */
final class Artifacts {
  static final int HOSTNAME = 1;
  static final int HASH = 8;
  private static final String SHA256 = "sha256:";
  private static final int SHA256_ID = 3;
  private static final int REGULAR_FILE = 1;
  private static final int UNKNOWN = 0;
  private static final int LINUX = 200;

  private Artifacts() {}

  /** The host as the device concerned. */
  static void device(ObjectNode event, Host host) {
    ObjectNode device = event.putObject("device");
    device.put("uid", text(host.getId())).put("hostname", text(host.getName()));
    device.put("boot_uid", text(host.getBootId())).put("type_id", UNKNOWN);
    device.putObject("os").put("name", "Linux").put("type", "Linux").put("type_id", LINUX);
  }

  /** The executable as a file; its hash is there when its bytes could be read. */
  static void file(ObjectNode owner, Executable executable) {
    ObjectNode file = owner.putObject("file");
    file.put("name", name(executable)).put("type_id", REGULAR_FILE).put("type", "Regular File");
    if (!executable.getPath().isEmpty()) {
      file.put("path", text(executable.getPath()));
    }
    if (hashed(executable)) {
      ObjectNode hash = file.putArray("hashes").addObject();
      hash.put("algorithm", "SHA-256")
          .put("algorithm_id", SHA256_ID)
          .put("value", hash(executable));
    }
  }

  /** Whether the executable is known by the bytes of its file. */
  static boolean hashed(Executable executable) {
    return executable.getId().startsWith(SHA256);
  }

  /** Digest of the file's bytes, hexadecimal. */
  static String hash(Executable executable) {
    return text(executable.getId().substring(SHA256.length()));
  }

  /** The last part of the path; the identity where there is no path. */
  static String name(Executable executable) {
    String path = executable.getPath();
    String name = path.substring(path.lastIndexOf('/') + 1);
    return text(name.isEmpty() ? executable.getId() : name);
  }

  /** The process in which something happened. */
  static void process(ObjectNode evidence, Process process, Executable executable) {
    ObjectNode node = evidence.putObject("process");
    node.put("pid", process.getPid())
        .put("tid", process.getTid())
        .put("name", text(process.getComm()));
    node.putObject("user").put("uid", Long.toString(process.getUid()));
    file(node, executable);
    if (process.getParentPid() > 0) {
      node.putObject("parent_process").put("pid", process.getParentPid());
    }
    if (!process.getAncestry().isEmpty()) {
      ArrayNode ancestry = node.putArray("ancestry");
      process.getAncestry().forEach(ancestor -> ancestor(ancestry.addObject(), ancestor));
    }
    if (process.getContainerId() != null) {
      evidence.putObject("container").put("uid", text(process.getContainerId()));
    }
  }

  private static void ancestor(ObjectNode node, Ancestor ancestor) {
    node.put("pid", ancestor.getPid()).put("name", text(ancestor.getComm()));
    if (ancestor.getExecutable() != null) {
      node.put("path", text(ancestor.getExecutable()));
    }
  }

  /** The window of calls, newest first, and what in it was new. */
  static ObjectNode window(
      ObjectNode evidence, String architecture, List<Call> window, List<Integer> mismatches) {
    evidence.put("name", "system calls");
    ObjectNode data = evidence.putObject("data");
    data.put("architecture", architecture);
    ArrayNode calls = data.putArray("window");
    window.forEach(call -> calls.add(text(call.getName())));
    ArrayNode distances = data.putArray("mismatches");
    mismatches.forEach(distances::add);
    return data;
  }
}
