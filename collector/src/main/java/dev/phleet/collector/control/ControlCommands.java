package dev.phleet.collector.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.phleet.collector.config.ConfigException;
import dev.phleet.collector.config.DetectorConstants;
import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.Operation;
import dev.phleet.collector.detector.OperationResult;
import dev.phleet.collector.detector.ProfileRow;
import dev.phleet.collector.detector.Settings;
import java.nio.ByteBuffer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every command of the control socket: from the bytes of a request to those of the reply. */
public final class ControlCommands implements Function<ByteBuffer, ByteBuffer> {
  private static final Logger LOG = LoggerFactory.getLogger(ControlCommands.class);
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<Operation> OPERATIONS =
      List.of(
          Operation.NORMALIZE,
          Operation.TOLERIZE,
          Operation.SENSITIZE,
          Operation.RESET,
          Operation.IGNORE,
          Operation.WATCH);

  private record Command(Set<String> arguments, Function<Arguments, JsonNode> action) {}

  private final Detector detector;
  private final ProfileKeeping keeping;
  private final ProfileFinder finder;
  private final Trees trees;
  private final Map<String, Command> commands = new TreeMap<>();

  /** Over a loaded detector; must not be used after that is closed. */
  public ControlCommands(Subject subject) {
    detector = subject.detector();
    keeping = subject.keeping();
    finder = new ProfileFinder(detector, subject.paths());
    trees = new Trees(subject.clock(), subject.paths());
    Overview overview = new Overview(subject);
    Listings listings = new Listings(detector, trees);
    Inspection inspection =
        new Inspection(subject.images(), subject.names(), subject.growth(), trees);
    add("status", Set.of(), a -> overview.tree());
    add("ps", Set.of("what"), a -> listings.list(a.optionalText("what").orElse("processes")));
    add("inspect", Set.of("profile"), a -> inspection.of(finder.find(a.text("profile"))));
    add("start", Set.of(), a -> monitor(true));
    add("stop", Set.of(), a -> monitor(false));
    add("get", Set.of("keys"), a -> get(a.texts("keys")));
    add("set", Set.of("values"), a -> set(a.pairs("values")));
    add("save", Set.of(), a -> NODES.objectNode().put("saved", keeping.save()));
    add("load", Set.of("file"), a -> load(a.optionalText("file")));
    for (Operation operation : OPERATIONS) {
      String name = operation.name().toLowerCase(Locale.ROOT);
      add(name, Set.of("profile"), a -> operate(operation, a.text("profile")));
    }
  }

  /** Answers one request; whatever goes wrong becomes the reply's error. */
  @Override
  public ByteBuffer apply(ByteBuffer line) {
    try {
      Protocol.Request request = Protocol.parse(line);
      Command command = commands.get(request.command());
      if (command == null) {
        throw new RefusedException(
            "no command " + request.command() + ", only " + String.join(", ", commands.keySet()));
      }
      Arguments arguments = new Arguments(request, command.arguments());
      return Protocol.done(command.action().apply(arguments));
    } catch (RefusedException | ConfigException refused) {
      return Protocol.refused(refused.getMessage());
    } catch (RuntimeException failed) {
      LOG.warn("a request on the control socket failed", failed);
      return Protocol.refused("the collector failed at this: " + failed);
    }
  }

  private void add(String name, Set<String> arguments, Function<Arguments, JsonNode> action) {
    commands.put(name, new Command(arguments, action));
  }

  private JsonNode load(Optional<String> file) {
    int count = file.isPresent() ? keeping.load(path(file.get())) : keeping.load();
    return NODES.objectNode().put("loaded", count);
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException impossible) {
      throw new RefusedException("this is no path of a file: " + text);
    }
  }

  private JsonNode monitor(boolean on) {
    boolean before = detector.settings().monitoring();
    if (before != on) {
      detector.apply(detector.settings().edit().monitoring(on).build());
      LOG.info("an administrator switched monitoring {}", on ? "on" : "off");
    }
    return NODES.objectNode().put("monitoring", on).put("changed", before != on);
  }

  private JsonNode get(List<String> keys) {
    Map<String, String> texts = DetectorConstants.texts(detector.settings());
    List<String> wanted = new ArrayList<>(keys.isEmpty() ? texts.keySet() : List.of());
    keys.forEach(key -> wanted.add(DetectorConstants.fullKey(key)));
    ObjectNode result = NODES.objectNode();
    wanted.forEach(key -> result.put(key, texts.get(key)));
    return result;
  }

  private JsonNode set(Map<String, String> values) {
    Settings changed = DetectorConstants.changed(detector.settings(), values);
    detector.apply(changed);
    LOG.info("an administrator set {}", values);
    return get(List.copyOf(values.keySet()));
  }

  private JsonNode operate(Operation operation, String name) {
    ProfileRow profile = finder.find(name);
    OperationResult result = detector.administer(operation, profile.key());
    switch (result) {
      case DONE -> LOG.info("an administrator asked to {} {}", operation, name);
      case NO_SUCH_PROFILE -> throw new RefusedException("the profile is gone: " + name);
      case NO_SUCH_OPERATION -> throw new RefusedException("the kernel side knows no " + operation);
      case BUSY -> throw new RefusedException("the profile is being changed: try again");
    }
    if (operation == Operation.RESET) {
      keeping.forget(profile.key());
    }
    return trees.profile(NODES.objectNode(), detector.profile(profile.key()).orElse(profile));
  }
}
