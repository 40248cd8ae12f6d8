package dev.phleet.collector.libbpf;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.ByteArrayOutputStream;

/**
 * An attached program. It is a descriptor and nothing is pinned: {@link #close()}, or the end of
 * the process however it comes, detaches it.
 */
public final class BpfLink implements AutoCloseable {
  private static final int CHUNK = 16_384;

  private final Pointer link;
  private boolean closed;

  BpfLink(Pointer link) {
    this.link = link;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      Calls.status("cannot detach", () -> Libbpf.bpf_link__destroy(link));
    }
  }

  byte[] readIterator(String name) {
    int fd =
        Calls.status(
            "cannot start the iterator " + name,
            () -> Libbpf.bpf_iter_create(Libbpf.bpf_link__fd(link)));
    try {
      return readAll(fd, name);
    } finally {
      Libc.close(fd);
    }
  }

  private static byte[] readAll(int fd, String name) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    while (true) {
      long count = Libc.read(fd, chunk, chunk.length);
      int errno = count < 0 ? Native.getLastError() : 0;
      if (count == 0) {
        return bytes.toByteArray();
      }
      if (count > 0) {
        bytes.write(chunk, 0, (int) count);
      } else if (errno != Libc.EINTR && errno != Libc.EAGAIN) {
        throw new LibbpfException("cannot read the iterator " + name, errno, "");
      }
    }
  }
}
