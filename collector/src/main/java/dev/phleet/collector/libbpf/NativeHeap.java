package dev.phleet.collector.libbpf;

/** Memory of the C library, which the JVM's own threads and libbpf have asked for. */
public final class NativeHeap {
  private NativeHeap() {}

  /**
   * Gives back what is free.
   *
   * @return whether there was anything
   */
  public static boolean trim() {
    return Libc.malloc_trim(0) != 0;
  }
}
