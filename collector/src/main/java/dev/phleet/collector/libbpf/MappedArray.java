package dev.phleet.collector.libbpf;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The elements of an array map in the memory that they have in the kernel: no call for each. Only
 * of maps with BPF_F_MMAPABLE. Elements are as far apart as their size, rounded up to 8 bytes.
 */
public final class MappedArray implements AutoCloseable {
  private static final int ALIGNMENT = Long.BYTES;

  private final Pointer address;
  private final long size;
  private final ByteBuffer bytes;
  private final int stride;

  /**
   * Maps all elements, to be read and written.
   *
   * @throws LibbpfException when the kernel refuses
   */
  public MappedArray(BpfMap map) {
    stride = (map.valueSize() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    size = (long) stride * map.maxEntries();
    int access = Libc.PROT_READ | Libc.PROT_WRITE;
    address = Libc.mmap(null, size, access, Libc.MAP_SHARED, map.fd(), 0);
    if (address == null || Pointer.nativeValue(address) == -1) {
      throw new LibbpfException("cannot map " + map.name(), Native.getLastError(), "");
    }
    bytes = address.getByteBuffer(0, size).order(ByteOrder.nativeOrder());
  }

  /** All elements, in native order; not to be touched after {@link #close()}. */
  public ByteBuffer bytes() {
    return bytes;
  }

  /** Where an element starts, in bytes. */
  public int offset(int element) {
    return element * stride;
  }

  @Override
  public void close() {
    Libc.munmap(address, size);
  }
}
