package dev.phleet.collector.profile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Reads a file of which nothing is believed: no pipe that never ends, no more than it may be. */
final class BoundedFile {
  private BoundedFile() {}

  static byte[] read(Path file, int mostBytes) throws IOException, DamagedProfileException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new DamagedProfileException("it is no regular file");
    }
    try (InputStream stream = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = stream.readNBytes(mostBytes + 1);
      if (bytes.length > mostBytes) {
        throw new DamagedProfileException("it is larger than " + mostBytes + " bytes");
      }
      return bytes;
    }
  }
}
