package dev.phleet.lab.images;

import dev.phleet.lab.images.ComposeFile.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The services that are built here, as packaging/images/inside.sh reads them: a file each. */
final class ServiceFiles {
  private ServiceFiles() {}

  static void write(ComposeFile compose, Path directory) throws IOException {
    Files.createDirectories(directory);
    for (Service service : compose.services().values()) {
      if (service.stage().isPresent()) {
        Files.write(directory.resolve(service.name()), lines(service));
      }
    }
  }

  private static List<String> lines(Service service) {
    List<String> lines = new ArrayList<>();
    lines.add("stage " + service.stage().orElseThrow());
    service.environment().forEach((key, value) -> lines.add("env " + key + "=" + value));
    service.list("entrypoint").forEach(word -> lines.add("entrypoint " + word));
    service.list("command").forEach(word -> lines.add("command " + word));
    lines.add("caps " + capabilities(service.list("cap_add")));
    if (service.is("read_only")) {
      lines.add("readonly");
    }
    service.list("tmpfs").forEach(tmpfs -> lines.add("tmpfs " + tmpfs.replaceFirst(":", " ")));
    service
        .mounts()
        .forEach(
            mount -> {
              boolean bind = mount[0].startsWith("/") || mount[0].startsWith(".");
              lines.add((bind ? "bind " : "volume ") + String.join(" ", mount));
            });
    return lines;
  }

  /** As setpriv wants them. */
  private static String capabilities(List<String> added) {
    return added.isEmpty()
        ? "none"
        : added.stream()
            .map(name -> "+" + name.toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(","));
  }
}
