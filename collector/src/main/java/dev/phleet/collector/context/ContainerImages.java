package dev.phleet.collector.context;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Names of the images of containers, as the runtimes' own files tell them: no runtime is asked, a
 * file that is not there or makes no sense tells nothing. A container's image never changes, so
 * each is looked up once. For one thread.
 *
 * <p>Read are, below the root of the host: docker's {@code config.v2.json}; the OCI {@code
 * config.json} of a containerd task in any namespace, where the kubelet's plug-in leaves the name;
 * the list of containers that podman and CRI-O keep. Not those of a user's own podman.
 */
final class ContainerImages {
  private static final int MOST_BYTES = 8 << 20;
  private static final int MOST_NAMESPACES = 64;
  private static final int LONGEST_NAME = 512;
  private static final int REMEMBERED = 1024;
  private static final String DOCKER = "var/lib/docker/containers";
  private static final String CONTAINERD = "run/containerd/io.containerd.runtime.v2.task";
  private static final String STORAGE = "var/lib/containers/storage/overlay-containers";
  private static final List<String> LISTS = List.of("containers.json", "volatile-containers.json");
  private static final List<String> ANNOTATIONS =
      List.of("io.kubernetes.cri.image-name", "io.kubernetes.cri-o.ImageName");

  private final Path root;
  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, Optional<String>> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<String>> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * Below a root.
   *
   * @param root {@code /} but in tests
   */
  ContainerImages(Path root) {
    this.root = root;
  }

  /**
   * The name of a container's image, as its runtime was asked for it.
   *
   * @param id 64 hexadecimal digits; others, which are names of machines, have no image
   */
  Optional<String> of(String id) {
    if (!id.matches("[0-9a-f]{64}")) {
      return Optional.empty();
    }
    Optional<String> name = known.get(id);
    if (name == null) {
      name = docker(id).or(() -> containerd(id)).or(() -> storage(id));
      known.put(id, name);
    }
    return name;
  }

  private Optional<String> docker(String id) {
    return read(root.resolve(DOCKER).resolve(id).resolve("config.v2.json"))
        .flatMap(config -> name(config.path("Config").path("Image")));
  }

  private Optional<String> containerd(String id) {
    try (Stream<Path> namespaces = Files.list(root.resolve(CONTAINERD))) {
      return namespaces
          .limit(MOST_NAMESPACES)
          .flatMap(namespace -> read(namespace.resolve(id).resolve("config.json")).stream())
          .flatMap(config -> annotation(config).stream())
          .findFirst();
    } catch (IOException | RuntimeException none) {
      // A directory that goes while it is listed throws without a checked exception.
      return Optional.empty();
    }
  }

  private static Optional<String> annotation(JsonNode config) {
    return ANNOTATIONS.stream()
        .flatMap(key -> name(config.path("annotations").path(key)).stream())
        .findFirst();
  }

  private Optional<String> storage(String id) {
    for (String list : LISTS) {
      Optional<JsonNode> containers = read(root.resolve(STORAGE).resolve(list));
      for (JsonNode container : containers.orElse(MissingNode.getInstance())) {
        if (container.path("id").asText().equals(id)) {
          // Text that is JSON itself.
          return parse(container.path("metadata").asText().getBytes(StandardCharsets.UTF_8))
              .flatMap(metadata -> name(metadata.path("image-name")));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> name(JsonNode node) {
    String text = node.asText().strip();
    boolean isName =
        !text.isEmpty()
            && text.length() <= LONGEST_NAME
            && text.chars().noneMatch(Character::isISOControl);
    return isName ? Optional.of(text) : Optional.empty();
  }

  private Optional<JsonNode> read(Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (InputStream stream = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
      return bytes.length > MOST_BYTES ? Optional.empty() : parse(bytes);
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private Optional<JsonNode> parse(byte[] bytes) {
    try {
      return Optional.ofNullable(json.readTree(bytes));
    } catch (IOException noJson) {
      return Optional.empty();
    }
  }
}
