package dev.phleet.collector.identity;

import dev.phleet.collector.context.Container;
import java.util.Optional;

/**
 * A profile whose program is known now.
 *
 * @param profileKey key of the profile
 * @param id sha256:... or path:...
 * @param path path of the file; empty when unknown
 * @param container container of the process that first ran it; empty when there is none
 */
public record KnownProgram(long profileKey, String id, String path, Optional<Container> container) {
  private static final String BY_CONTENT = "sha256:";

  /** Whether the id is of the file's content, and not only of its name. */
  boolean isByContent() {
    return id.startsWith(BY_CONTENT);
  }

  boolean isScript() {
    return ExecutableResolver.isScript(profileKey);
  }

  /** Number of the device that the file lies on, as the kernel encodes it. */
  int device() {
    return (int) (profileKey >>> Integer.SIZE);
  }
}
