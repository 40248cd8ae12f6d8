package dev.phleet.collector.libbpf;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/** Bare signatures of the few libc calls that the collector needs. Sizes and offsets are longs. */
@SuppressWarnings("MemberName") // The names are libc's.
final class Libc {
  static final int PROT_READ = 1;
  static final int PROT_WRITE = 2;
  static final int MAP_SHARED = 1;
  static final int EPOLL_CLOEXEC = 1 << 19;
  static final int EPOLL_CTL_ADD = 1;
  static final int EPOLLIN = 1;
  static final int EPOLLET = 1 << 31;
  static final int EINTR = 4;
  static final int EAGAIN = 11;

  static {
    Native.register(Libc.class, NativeLibrary.getInstance("c"));
  }

  private Libc() {}

  static native Pointer mmap(Pointer hint, long size, int access, int flags, int fd, long offset);

  static native int munmap(Pointer address, long size);

  static native int epoll_create1(int flags);

  static native int epoll_ctl(int epoll, int operation, int fd, Pointer event);

  static native int epoll_wait(int epoll, Pointer events, int most, int timeoutMillis);

  static native long read(int fd, byte[] bytes, long size);

  static native int close(int fd);

  static native int geteuid();

  static native int getpagesize();

  static native int clock_gettime(int clock, long[] secondsAndNanos);

  static native int malloc_trim(long keep);

  static native int vsnprintf(byte[] text, long size, Pointer format, Pointer arguments);

  static native String strerror(int errno);
}
