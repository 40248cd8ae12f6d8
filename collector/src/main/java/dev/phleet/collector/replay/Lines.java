package dev.phleet.collector.replay;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The lines of a file, which may be packed by gzip, whatever its name says. */
final class Lines implements AutoCloseable {
  private static final int GZIP = 0x1f8b;
  private static final int BUFFER = 1 << 16;

  private final String file;
  private final BufferedReader reader;
  private long number;

  private Lines(String file, InputStream stream) {
    this.file = file;
    // What is no UTF-8 in an argument that strace printed is no reason to give up.
    reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8), BUFFER);
  }

  static Lines of(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      bytes.mark(2);
      boolean packed = (bytes.read() << Byte.SIZE | bytes.read()) == GZIP;
      bytes.reset();
      return new Lines(file.toString(), packed ? new GZIPInputStream(bytes, BUFFER) : bytes);
    } catch (IOException unreadable) {
      bytes.close();
      throw unreadable;
    }
  }

  /** The next line, null at the end. */
  String next() throws IOException {
    try {
      number++;
      return reader.readLine();
    } catch (ZipException | EOFException broken) {
      throw wrong("the packed file is damaged or cut off (" + broken.getMessage() + ")");
    }
  }

  /** The first line that is not blank, null when there is none. */
  String first() throws IOException {
    String line = next();
    while (line != null && line.isBlank()) {
      line = next();
    }
    return line;
  }

  /** The exception for the line that came last. */
  BadRecordingException wrong(String what) {
    return new BadRecordingException(file, number, what);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
