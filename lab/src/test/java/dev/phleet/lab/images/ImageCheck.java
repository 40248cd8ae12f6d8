package dev.phleet.lab.images;

import dev.phleet.lab.images.ComposeFile.Service;
import dev.phleet.lab.images.Dockerfile.Instruction;
import dev.phleet.lab.images.Dockerfile.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Where images come from, what is copied into them and what they may do. One line a problem. */
final class ImageCheck {
  private static final Pattern PINNED = Pattern.compile("[a-z0-9/.-]+:[a-z]*[a-z-]*v?\\d[\\w.-]*");
  private static final List<String> NEEDED =
      List.of("BPF", "PERFMON", "SYS_PTRACE", "DAC_READ_SEARCH");

  private final ProjectTree tree;
  private final ComposeFile compose;
  private final Dockerfile dockerfile;
  private final List<String> problems = new ArrayList<>();

  ImageCheck(ProjectTree tree) {
    this.tree = tree;
    this.compose = tree.compose();
    this.dockerfile = tree.dockerfile();
  }

  List<String> problems() {
    compose.services().values().forEach(this::service);
    stages();
    context();
    return problems;
  }

  private void service(Service service) {
    String image = service.text("image").orElse("");
    pinned(service.name(), image);
    if (service.stage().isPresent()) {
      built(service, image);
    } else if (image.startsWith("apache/kafka:")
        && !image.endsWith(":" + tree.pom("kafka.version"))) {
      problems.add(service.name() + " is " + image + ", the pom has " + tree.pom("kafka.version"));
    }
    if (service.is("privileged")) {
      problems.add(service.name() + " is privileged");
    }
    rights(service);
  }

  private void built(Service service, String image) {
    String stage = service.stage().orElseThrow();
    if (dockerfile.stage(stage).isEmpty()) {
      problems.add(service.name() + " is built of " + stage + ", which is no stage");
    }
    if (!service.dockerfile().orElse("").equals(ProjectTree.DOCKERFILE)) {
      problems.add(service.name() + " is built by " + service.dockerfile().orElse("nothing"));
    }
    String version = tree.pom("version").toLowerCase(Locale.ROOT);
    if (!image.equals("phleet/" + stage + ":" + version)) {
      problems.add(
          service.name() + " is called " + image + ", not phleet/" + stage + ":" + version);
    }
  }

  private void rights(Service service) {
    boolean traces = Set.of("collector", "demo").contains(service.stage().orElse(""));
    List<String> expected = traces ? NEEDED : List.of();
    if (!service.list("cap_add").equals(expected)) {
      problems.add(service.name() + " has capabilities " + service.list("cap_add"));
    }
    if (service.stage().isPresent()) {
      if (!service.list("cap_drop").equals(List.of("ALL")) || !service.is("read_only")) {
        problems.add(service.name() + " keeps rights that it does not need");
      }
      if (!service.list("security_opt").contains("no-new-privileges=true")) {
        problems.add(service.name() + " could gain privileges");
      }
    }
    if (service.text("pid").isPresent() != traces) {
      problems.add(service.name() + " has pid: " + service.text("pid").orElse("its own"));
    }
  }

  private void pinned(String who, String image) {
    if (!PINNED.matcher(image).matches()) {
      problems.add(who + " takes the image " + image + ", which is not pinned");
    }
  }

  private void stages() {
    Set<String> earlier = new HashSet<>();
    Set<String> bases = new TreeSet<>();
    for (Stage stage : dockerfile.stages()) {
      if (!earlier.contains(stage.base())) {
        pinned(stage.name(), stage.base());
        bases.add(stage.base());
      }
      stage.steps().forEach(step -> step(stage, step, earlier));
      earlier.add(stage.name());
    }
    if (bases.size() > 1) {
      problems.add("the stages begin with different images: " + bases);
    }
    dockerfile
        .stage("analyzer")
        .filter(stage -> stage.steps().stream().noneMatch(step -> isOtherUser(step)))
        .ifPresent(stage -> problems.add("the analyzer's image runs as root"));
  }

  private static boolean isOtherUser(Instruction step) {
    return step.keyword().equals("USER") && step.text().matches("[1-9]\\d*");
  }

  private void step(Stage stage, Instruction step, Set<String> earlier) {
    if (step.keyword().equals("COPY")) {
      String from = step.flag("from").orElse("");
      if (!from.isEmpty() && !earlier.contains(from)) {
        problems.add(stage.name() + " copies from " + from + ", which is no earlier stage");
      }
      if (from.isEmpty()) {
        List<String> words = step.words();
        words.subList(0, words.size() - 1).forEach(source -> copied(stage, source));
      }
    }
    if (step.text().contains("apt-get install")
        && !step.text().contains("--no-install-recommends")) {
      problems.add(stage.name() + " installs what is only recommended");
    }
    if (step.keyword().equals("HEALTHCHECK")) {
      boolean exposed =
          stage.steps().stream()
              .filter(other -> other.keyword().equals("EXPOSE"))
              .anyMatch(other -> step.text().contains("\"" + other.text() + "\""));
      if (!exposed) {
        problems.add(stage.name() + " is checked at a port that it does not expose");
      }
    }
  }

  private void copied(Stage stage, String source) {
    try {
      if (tree.context().below(source).isEmpty()) {
        problems.add(stage.name() + " copies " + source + ", of which there is nothing");
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Whatever a build of the modules reads must come with them. */
  private void context() {
    Set<String> copied = new HashSet<>();
    dockerfile.stages().stream()
        .flatMap(stage -> stage.steps().stream())
        .filter(step -> step.keyword().equals("COPY") && step.flag("from").isEmpty())
        .forEach(step -> copied.addAll(step.words()));
    for (String module : tree.poms("module")) {
      if (!copied.contains(module) && !copied.contains(module + "/pom.xml")) {
        problems.add("nobody copies " + module + ", which the parent pom names");
      }
    }
    for (String module : List.of("bpf", "schemas", "collector", "analyzer", "lab")) {
      for (String part :
          List.of(module + "/pom.xml", module + "/src/main", module + "/src/test/c")) {
        if (tree.has(part)
            && tree.context().excludes(tree.root().relativize(tree.root().resolve(part)))) {
          problems.add(part + " is kept from the build");
        }
      }
    }
  }
}
