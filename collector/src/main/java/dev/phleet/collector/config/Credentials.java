package dev.phleet.collector.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Secrets that are not in the configuration but in files beside it: {@code ${credential:NAME}}
 * stands for what is in the file NAME of the directory that systemd hands to a service
 * (LoadCredential, see systemd.exec(5)), without the line break at its end.
 */
final class Credentials {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{credential:([^}]*)}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]*[A-Za-z0-9_-]");

  private final Optional<Path> directory;

  Credentials(Optional<Path> directory) {
    this.directory = directory;
  }

  /** Of the service that this process is; without a directory when it is none. */
  static Credentials ofService() {
    return new Credentials(
        Optional.ofNullable(System.getenv("CREDENTIALS_DIRECTORY")).map(Path::of));
  }

  /**
   * Puts credentials in place of what refers to them.
   *
   * @throws ConfigException when one is not there; the message names it and never holds its text
   */
  String fillIn(String key, String value) {
    return REFERENCE
        .matcher(value)
        .replaceAll(found -> Matcher.quoteReplacement(read(key, found.group(1))));
  }

  private String read(String key, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new ConfigException(
          key + " names the credential '" + name + "': a name has letters, digits, _ . and -");
    }
    if (directory.isEmpty()) {
      throw new ConfigException(
          key
              + " needs the credential "
              + name
              + ", but nobody handed over any: add LoadCredential="
              + name
              + ":FILE to the service, or set CREDENTIALS_DIRECTORY");
    }
    Path file = directory.get().resolve(name);
    try {
      return Files.readString(file, StandardCharsets.UTF_8).stripTrailing();
    } catch (IOException absent) {
      throw new ConfigException(
          key
              + " needs the credential "
              + name
              + ", but "
              + file
              + " cannot be read: add LoadCredential="
              + name
              + ":FILE to the service");
    }
  }
}
