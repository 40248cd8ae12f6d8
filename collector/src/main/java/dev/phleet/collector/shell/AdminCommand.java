package dev.phleet.collector.shell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phleet admin}: what an administrator does to the running collector of this host. */
@Command(
    name = "admin",
    description = "Looks at and changes the running collector of this host (root).",
    mixinStandardHelpOptions = true)
public final class AdminCommand implements Runnable {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String PROFILE = "PROFILE";
  private static final String WHICH =
      "Key (16 hexadecimal digits), path of the executable, or pid of a watched process.";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "say what to do: " + String.join(", ", spec.commandLine().getSubcommands().keySet()));
  }

  @Command(description = "What is watched, and every counter of loss.")
  int status(@Mixin ClientOptions options) {
    return ask("status", options, NODES.objectNode());
  }

  @Command(description = "Monitoring on.")
  int start(@Mixin ClientOptions options) {
    return ask("start", options, NODES.objectNode());
  }

  @Command(description = "Monitoring off: nothing is learned or judged until start.")
  int stop(@Mixin ClientOptions options) {
    return ask("stop", options, NODES.objectNode());
  }

  @Command(description = "Saves every profile now.")
  int save(@Mixin ClientOptions options) {
    return ask("save", options, NODES.objectNode());
  }

  @Command(
      description = "Loads every saved profile, or one file, in place of what is known of it now.")
  int load(
      @Mixin ClientOptions options,
      @Parameters(
              arity = "0..1",
              paramLabel = "FILE",
              description = "A profile of phleet, or of the original ebpH.")
          Path file) {
    ObjectNode arguments = NODES.objectNode();
    if (file != null) {
      arguments.put("file", file.toAbsolutePath().toString());
    }
    return ask("load", options, arguments);
  }

  @Command(description = "The profile is normal from now on: what differs is an anomaly.")
  int normalize(
      @Mixin ClientOptions options,
      @Parameters(arity = "1..*", paramLabel = PROFILE, description = WHICH)
          List<String> profiles) {
    return operate("normalize", options, profiles);
  }

  @Command(description = "Back to training; what is known is kept.")
  int tolerize(
      @Mixin ClientOptions options,
      @Parameters(arity = "1..*", paramLabel = PROFILE, description = WHICH)
          List<String> profiles) {
    return operate("tolerize", options, profiles);
  }

  @Command(description = "Forgets the training data; state and test data stay.")
  int sensitize(
      @Mixin ClientOptions options,
      @Parameters(arity = "1..*", paramLabel = PROFILE, description = WHICH)
          List<String> profiles) {
    return operate("sensitize", options, profiles);
  }

  @Command(description = "Forgets the profile: as if the program had never run.")
  int reset(
      @Mixin ClientOptions options,
      @Parameters(arity = "1..*", paramLabel = PROFILE, description = WHICH)
          List<String> profiles) {
    return operate("reset", options, profiles);
  }

  @Command(description = "Stops watching the profile.")
  int ignore(
      @Mixin ClientOptions options,
      @Parameters(arity = "1..*", paramLabel = PROFILE, description = WHICH)
          List<String> profiles) {
    return operate("ignore", options, profiles);
  }

  @Command(description = "Watches a profile again that was ignored.")
  int watch(
      @Mixin ClientOptions options,
      @Parameters(arity = "1..*", paramLabel = PROFILE, description = WHICH)
          List<String> profiles) {
    return operate("watch", options, profiles);
  }

  @Command(description = "Constants of the detector; all when none is named.")
  int get(
      @Mixin ClientOptions options,
      @Parameters(arity = "0..*", paramLabel = "KEY", description = "E.g. detector.normal-wait.")
          List<String> keys) {
    ObjectNode arguments = NODES.objectNode();
    if (keys != null) {
      keys.forEach(arguments.putArray("keys")::add);
    }
    return ask("get", options, arguments);
  }

  @Command(description = "Changes constants of the running detector: all of them, or none.")
  int set(
      @Mixin ClientOptions options,
      @Parameters(
              arity = "1..*",
              paramLabel = "KEY=VALUE",
              description = "E.g. detector.normal-wait=3d. Lasts until the collector ends.")
          Map<String, String> values) {
    ObjectNode texts = NODES.objectNode();
    values.forEach(texts::put);
    return ask("set", options, NODES.objectNode().set("values", texts));
  }

  private int ask(String command, ClientOptions options, ObjectNode arguments) {
    return Outcome.of(
        spec, out -> print(options.client().ask(command, arguments), options.json(), out));
  }

  private int operate(String operation, ClientOptions options, List<String> profiles) {
    return Outcome.of(
        spec,
        out -> {
          for (String profile : profiles) {
            ObjectNode arguments = NODES.objectNode().put("profile", profile);
            JsonNode after = options.client().ask(operation, arguments);
            if (options.json()) {
              out.println(after);
            } else {
              out.println(
                  "%s %s %s"
                      .formatted(
                          after.path("key").asText(),
                          Column.STATUS.text().apply(after),
                          Column.PATH.text().apply(after)));
            }
          }
        });
  }

  private static void print(JsonNode result, boolean json, PrintWriter out) {
    if (json) {
      out.println(result);
    } else {
      print("", result, out);
    }
  }

  private static void print(String prefix, JsonNode result, PrintWriter out) {
    result
        .properties()
        .forEach(
            field -> {
              if (field.getValue().isObject()) {
                print(prefix + field.getKey() + ".", field.getValue(), out);
              } else if (field.getKey().equals("since")) {
                out.println(prefix + "since = " + Times.local(field.getValue()));
              } else {
                out.println(prefix + field.getKey() + " = " + field.getValue().asText());
              }
            });
  }
}
