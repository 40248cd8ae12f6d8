package dev.phleet.analyzer;

import dev.phleet.schemas.registry.RegistryException;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.streams.errors.LockException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;

/** One line about a failure, for people. */
final class Failures {
  private Failures() {}

  /** What happened, and what to do where that is known. */
  static String line(Throwable failure) {
    Throwable cause = cause(failure);
    String what =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : oneLine(cause.getMessage());
    if (cause instanceof RegistryException) {
      return what;
    }
    return what + advice(cause);
  }

  private static String advice(Throwable cause) {
    if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
      return "; check the kafka.* security settings and the rights of this user";
    }
    if (cause instanceof MissingSourceTopicException) {
      return "; create the topic or set topics.create=true";
    }
    if (cause instanceof LockException) {
      return "; is another analyzer using the same state.dir?";
    }
    return " (" + cause.getClass().getSimpleName() + "); nothing is lost, start the analyzer again";
  }

  /** The innermost cause that says most: the registry's own word, else the root. */
  private static Throwable cause(Throwable failure) {
    Set<Throwable> seen = new HashSet<>();
    Throwable current = failure;
    while (seen.add(current)
        && current.getCause() != null
        && !(current instanceof RegistryException)) {
      current = current.getCause();
    }
    return current;
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
