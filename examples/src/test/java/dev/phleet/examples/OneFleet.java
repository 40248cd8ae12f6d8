package dev.phleet.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives every test class the same servers: what is on their topics does not change. */
final class OneFleet implements ParameterResolver {

  /** The servers and their directory, closed at the end of all tests. */
  private record Running(Servers servers, Path directory) implements AutoCloseable {
    static Running start() {
      try {
        Path directory = Files.createTempDirectory("examples");
        return new Running(new Servers(directory), directory);
      } catch (Exception e) {
        throw new IllegalStateException("the servers do not start", e);
      }
    }

    @Override
    public void close() {
      servers.close();
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Servers.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(OneFleet.class))
        .getOrComputeIfAbsent(Running.class, key -> Running.start(), Running.class)
        .servers();
  }
}
