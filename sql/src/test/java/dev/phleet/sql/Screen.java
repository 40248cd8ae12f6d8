package dev.phleet.sql;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What is shown to somebody who waits for something to be shown. */
final class Screen extends OutputStream {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  @Override
  public synchronized void write(int b) {
    shown.write(b);
    notifyAll();
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) {
    shown.write(bytes, from, length);
    notifyAll();
  }

  /** Returns when a text is there; the time limit of the test is the limit. */
  synchronized void awaitText(String text) throws InterruptedException {
    while (!text().contains(text)) {
      wait();
    }
  }

  synchronized String text() {
    return shown.toString(StandardCharsets.UTF_8);
  }
}
