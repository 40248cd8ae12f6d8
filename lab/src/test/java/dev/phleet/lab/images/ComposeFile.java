package dev.phleet.lab.images;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/**
 * A compose file, its variables replaced by their defaults.
 *
 * @param all the whole of it
 * @param services by name, in the order of the file
 */
record ComposeFile(Map<String, Object> all, Map<String, Service> services) {
  private static final Pattern VARIABLE =
      Pattern.compile("(?<!\\$)\\$\\{[A-Za-z_]+(?::-([^}]*))?}");

  static ComposeFile parse(String text) {
    String plain = VARIABLE.matcher(text).replaceAll(found -> quoted(found.group(1)));
    Map<String, Object> all = mapping(new Yaml().load(plain));
    Map<String, Service> services = new LinkedHashMap<>();
    mapping(all.get("services"))
        .forEach((name, value) -> services.put(name, new Service(name, mapping(value))));
    return new ComposeFile(all, services);
  }

  private static String quoted(String defaultValue) {
    return Matcher.quoteReplacement(defaultValue == null ? "" : defaultValue);
  }

  Map<String, Object> declaredVolumes() {
    return mapping(all.get("volumes"));
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> mapping(Object value) {
    return value == null ? Map.of() : (Map<String, Object>) value;
  }

  static List<String> words(Object value) {
    List<String> words = new ArrayList<>();
    if (value instanceof List<?> list) {
      list.forEach(word -> words.add(word.toString().replace("$$", "$")));
    } else if (value != null) {
      words.add(value.toString().replace("$$", "$"));
    }
    return words;
  }

  /**
   * One service.
   *
   * @param name its name
   * @param values what the file says of it
   */
  record Service(String name, Map<String, Object> values) {
    Optional<String> text(String key) {
      return Optional.ofNullable(values.get(key)).map(Object::toString);
    }

    List<String> list(String key) {
      return words(values.get(key));
    }

    boolean is(String key) {
      return Boolean.TRUE.equals(values.get(key));
    }

    Map<String, String> environment() {
      Map<String, String> environment = new TreeMap<>();
      mapping(values.get("environment")).forEach((k, v) -> environment.put(k, v.toString()));
      return environment;
    }

    /** The condition under which it starts, by the service that it waits for. */
    Map<String, String> dependsOn() {
      Map<String, String> conditions = new LinkedHashMap<>();
      mapping(values.get("depends_on"))
          .forEach((k, v) -> conditions.put(k, mapping(v).get("condition").toString()));
      return conditions;
    }

    /** The stage that it is built of; empty when its image comes from elsewhere. */
    Optional<String> stage() {
      return Optional.ofNullable(mapping(values.get("build")).get("target")).map(Object::toString);
    }

    Optional<String> dockerfile() {
      return Optional.ofNullable(mapping(values.get("build")).get("dockerfile"))
          .map(Object::toString);
    }

    List<String> healthcheck() {
      return words(mapping(values.get("healthcheck")).get("test"));
    }

    boolean hasNoHealth() {
      return Boolean.TRUE.equals(mapping(values.get("healthcheck")).get("disable"));
    }

    /** Source, target and perhaps ro. */
    List<String[]> mounts() {
      return list("volumes").stream().map(mount -> mount.split(":", -1)).toList();
    }
  }
}
