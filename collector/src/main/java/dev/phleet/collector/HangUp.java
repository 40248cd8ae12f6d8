package dev.phleet.collector;

import java.lang.reflect.Proxy;

/**
 * SIGHUP. The JDK's class for signals is in a module of its own (jdk.unsupported) that the compiler
 * warns of; it is only reached by name here.
 */
final class HangUp {
  private HangUp() {}

  /**
   * Has something done at each SIGHUP, on a thread of its own.
   *
   * @throws IllegalStateException when this JVM knows no signals
   */
  static void handle(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              HangUp.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                }
                return null;
              });
      Object hangUp = signal.getConstructor(String.class).newInstance("HUP");
      signal.getMethod("handle", signal, handler).invoke(null, hangUp, proxy);
    } catch (ReflectiveOperationException unknown) {
      throw new IllegalStateException("this JVM knows no signals", unknown);
    }
  }
}
