package dev.phleet.collector.identity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** SHA-256 of files, remembered for as long as a file does not change. For one thread. */
final class FileDigests {
  private static final int CHUNK = 1 << 16;
  private static final int REMEMBERED = 4096;

  private final Map<FileIdentity, String> known = new LinkedHashMap<>();
  private final byte[] chunk = new byte[CHUNK];

  /**
   * The digest of a file, in hexadecimal.
   *
   * @param file where it can be read
   * @param identity what it was when it was looked at
   * @throws IOException when it cannot be read, or changed meanwhile
   */
  String sha256(Path file, FileIdentity identity) throws IOException {
    String remembered = known.get(identity);
    if (remembered != null) {
      return remembered;
    }
    String digest = read(file);
    if (!FileIdentity.of(file).equals(identity)) {
      throw new IOException(file + " changed while it was read");
    }
    if (known.size() >= REMEMBERED) {
      known.remove(known.keySet().iterator().next());
    }
    known.put(identity, digest);
    return digest;
  }

  private String read(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (int count = stream.read(chunk); count >= 0; count = stream.read(chunk)) {
        digest.update(chunk, 0, count);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
