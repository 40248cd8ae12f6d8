package dev.phleet.lab.child;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * What every child JVM of the lab runs first: it starts the real main class, and ends this JVM in
 * order when standard input ends. The lab holds the other end, so that happens when the lab lets go
 * and also when it is killed.
 */
public final class Tether {
  private static final long PATIENCE_MILLIS = 15_000;

  /** A process whose session is to end with this JVM: the root of the tree that it watches. */
  static final String SESSION_PROPERTY = "phleet.lab.session";

  private Tether() {}

  /**
   * Starts.
   *
   * @param args the main class and its arguments
   * @throws ReflectiveOperationException when there is no such main class
   */
  public static void main(String[] args) throws ReflectiveOperationException {
    InputStream lab = System.in;
    Thread watch = new Thread(() -> await(lab), "tether");
    watch.setDaemon(true);
    watch.start();
    Method main = Class.forName(args[0]).getMethod("main", String[].class);
    try {
      main.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    } catch (InvocationTargetException e) {
      e.getCause().printStackTrace();
      System.exit(1);
    }
  }

  private static void await(InputStream lab) {
    try {
      lab.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      System.err.println("tether: " + e.getMessage());
    }
    String session = System.getProperty(SESSION_PROPERTY);
    if (session != null) {
      Session.parse(session).kill();
    }
    Thread last = new Thread(Tether::haltLate, "tether-halt");
    last.setDaemon(true);
    last.start();
    System.exit(0);
  }

  /** A shutdown that hangs must not leave the process behind. */
  private static void haltLate() {
    try {
      Thread.sleep(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }
}
