package dev.phleet.lab.images;

import dev.phleet.lab.images.ComposeFile.Service;
import dev.phleet.lab.images.Dockerfile.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/** What the compose file refers to: services, ports, volumes, files. One line a problem. */
final class ReferenceCheck {
  private static final Pattern ADDRESS =
      Pattern.compile("(127\\.0\\.0\\.1|[A-Za-z][A-Za-z0-9.-]*)[:/](\\d{2,5})\\b");
  private static final Pattern LISTENER = Pattern.compile("//[0-9.]*:(\\d+)");
  private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:(\\d+):(\\d+)");
  private static final Set<String> MAY_BE_SEEN =
      Set.of("/sys/kernel/btf", "/sys/fs/cgroup", "/etc/machine-id");

  private static final Set<String> OWN = Set.of("localhost", "127.0.0.1");

  /** Of images whose listener is no environment variable. */
  private static final Map<String, String> USUAL =
      Map.of("prom/prometheus", "9090", "grafana/grafana", "3000");

  private final ProjectTree tree;
  private final ComposeFile compose;
  private final Dockerfile dockerfile;
  private final List<String> problems = new ArrayList<>();

  ReferenceCheck(ProjectTree tree) {
    this.tree = tree;
    this.compose = tree.compose();
    this.dockerfile = tree.dockerfile();
  }

  List<String> problems() {
    if (compose.all().containsKey("name")) {
      problems.add("a top-level name, which older versions of compose refuse");
    }
    compose.services().values().forEach(this::service);
    declared();
    published();
    prometheus();
    return problems;
  }

  private void service(Service service) {
    service.dependsOn().forEach((other, condition) -> dependency(service, other, condition));
    service.mounts().forEach(mount -> mount(service, mount));
    List<String> texts = new ArrayList<>(service.environment().values());
    texts.addAll(service.list("command"));
    texts.addAll(service.healthcheck());
    texts.forEach(text -> addresses(service.name(), service, text));
  }

  private void dependency(Service service, String name, String condition) {
    Service other = compose.services().get(name);
    if (other == null) {
      problems.add(service.name() + " waits for " + name + ", which is no service");
    } else if (condition.equals("service_healthy") && !hasHealth(other)) {
      problems.add(service.name() + " waits for the health of " + name + ", which has no check");
    } else if (condition.equals("service_completed_successfully")
        && other.text("restart").isPresent()) {
      problems.add(service.name() + " waits for the end of " + name + ", which is started again");
    } else if (waitsFor(other, service.name(), new HashSet<>())) {
      problems.add(service.name() + " and " + name + " wait for each other");
    }
    if (other != null && service.list("profiles").isEmpty() && !other.list("profiles").isEmpty()) {
      problems.add(service.name() + " waits for " + name + ", which is in a profile");
    }
  }

  private boolean waitsFor(Service service, String name, Set<String> seen) {
    return seen.add(service.name())
        && service.dependsOn().keySet().stream()
            .anyMatch(
                other ->
                    other.equals(name)
                        || Optional.ofNullable(compose.services().get(other))
                            .filter(next -> waitsFor(next, name, seen))
                            .isPresent());
  }

  private boolean hasHealth(Service service) {
    boolean ofImage =
        service.stage().flatMap(dockerfile::stage).stream()
            .flatMap(stage -> stage.steps().stream())
            .anyMatch(step -> step.keyword().equals("HEALTHCHECK"));
    return !service.hasNoHealth() && (ofImage || !service.healthcheck().isEmpty());
  }

  private void mount(Service service, String[] mount) {
    boolean readOnly = mount.length == 3 && mount[2].equals("ro");
    if (mount[0].startsWith("./")) {
      if (!tree.has(mount[0].substring(2))) {
        problems.add(service.name() + " mounts " + mount[0] + ", which is not in the tree");
      }
      if (!readOnly) {
        problems.add(service.name() + " may write to " + mount[0]);
      }
    } else if (mount[0].startsWith("/")) {
      if (!MAY_BE_SEEN.contains(mount[0]) || !mount[0].equals(mount[1]) || !readOnly) {
        problems.add(service.name() + " mounts " + String.join(":", mount) + " of the host");
      }
    } else if (!compose.declaredVolumes().containsKey(mount[0])) {
      problems.add(service.name() + " mounts the volume " + mount[0] + ", which is not declared");
    }
  }

  private void declared() {
    Set<String> unused = new HashSet<>(compose.declaredVolumes().keySet());
    compose.services().values().stream()
        .flatMap(service -> service.mounts().stream())
        .forEach(mount -> unused.remove(mount[0]));
    unused.forEach(volume -> problems.add("nobody mounts the volume " + volume));
  }

  private void published() {
    Map<String, String> taken = new HashMap<>();
    for (Service service : compose.services().values()) {
      for (String port : service.list("ports")) {
        Matcher matcher = PORT.matcher(port);
        if (!matcher.matches()) {
          problems.add(service.name() + " publishes " + port + ", not on the loopback interface");
          continue;
        }
        if (!listens(service).contains(matcher.group(2))) {
          problems.add(service.name() + " publishes " + port + " and listens to none such");
        }
        String other = taken.put(matcher.group(1), service.name());
        if (other != null) {
          problems.add(service.name() + " and " + other + " publish " + matcher.group(1));
        }
      }
    }
  }

  private void addresses(String who, Service self, String text) {
    Matcher matcher = ADDRESS.matcher(text);
    while (matcher.find()) {
      boolean own = self != null && OWN.contains(matcher.group(1));
      Service other = own ? self : compose.services().get(matcher.group(1));
      if (other == null) {
        problems.add(who + " asks " + matcher.group() + ", which is no service");
      } else if (!listens(other).contains(matcher.group(2))) {
        problems.add(who + " asks " + matcher.group() + ", where nobody listens");
      }
    }
  }

  /** Ports that a service listens to on all its addresses. */
  private Set<String> listens(Service service) {
    Set<String> ports = new HashSet<>();
    service
        .environment()
        .forEach(
            (key, value) -> {
              if (key.endsWith("_LISTENERS") && !key.contains("ADVERTISED")) {
                LISTENER.matcher(value).results().forEach(found -> ports.add(found.group(1)));
              }
            });
    String image = service.text("image").orElse("").replaceFirst(":[^:/]*$", "");
    Optional.ofNullable(USUAL.get(image)).ifPresent(ports::add);
    service.stage().flatMap(dockerfile::stage).map(Stage::steps).orElse(List.of()).stream()
        .filter(step -> step.keyword().equals("EXPOSE"))
        .forEach(step -> ports.addAll(step.words()));
    return ports;
  }

  private void prometheus() {
    Map<String, Object> config =
        ComposeFile.mapping(new Yaml().load(tree.text(ProjectTree.PROMETHEUS)));
    Service prometheus = compose.services().get("prometheus");
    for (Object job : (List<?>) config.get("scrape_configs")) {
      Map<String, Object> values = ComposeFile.mapping(job);
      for (Object targets : (List<?>) values.get("static_configs")) {
        ComposeFile.words(ComposeFile.mapping(targets).get("targets"))
            .forEach(target -> addresses("prometheus", null, target));
      }
      Object file = ComposeFile.mapping(values.get("authorization")).get("credentials_file");
      if (file != null
          && prometheus.mounts().stream().noneMatch(m -> (file + "").startsWith(m[1] + "/"))) {
        problems.add("prometheus reads " + file + ", which is not mounted");
      }
    }
    addresses("grafana", null, tree.text("docker/grafana/provisioning/datasources/prometheus.yml"));
  }
}
