package dev.phleet.collector.libbpf;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads a BPF ring buffer map straight from the pages that the kernel shares.
 *
 * <p>libbpf's own consumer calls back once a record: through JNA that costs about as much as
 * everything else done with a record, and an exception must be kept out of native code. The
 * protocol is small (Documentation/bpf/ringbuf.rst): the kernel moves the producer's position, this
 * reader the consumer's, and a record starts with its length and two flags. The data pages are
 * mapped once rather than twice (each mapping counts as resident memory), so a record that wraps is
 * put together while it is copied.
 *
 * <p>One thread reads. {@link #close()} waits for a read that is under way (so at most its
 * timeout), unmaps, and leaves unread records to the kernel, which drops them with the map.
 */
public final class RingReader implements AutoCloseable {
  /** Takes one record. */
  @FunctionalInterface
  public interface RecordHandler {
    /**
     * Handles one record.
     *
     * @param bytes the record, in native byte order, from position 0 to its limit; only valid
     *     during the call, because the next record overwrites it
     */
    void accept(ByteBuffer bytes);
  }

  private static final int PAGE = Libc.getpagesize();
  private static final int BUSY = 1 << 31;
  private static final int DISCARDED = 1 << 30;
  private static final int HEADER = 8;
  private static final int FIRST_CAPACITY = 2048;

  /** The ring is given back in so many shares. */
  private static final int SHARES = 16;

  private static final VarHandle POSITION =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final VarHandle LENGTH =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private final Pointer consumerPage;
  private final Pointer producerPages;
  private final ByteBuffer consumer;
  private final ByteBuffer producer;
  private final ByteBuffer data;
  private final int size;
  private final Memory descriptor;
  private byte[] copy = new byte[FIRST_CAPACITY];
  private boolean closed;

  /**
   * Maps the ring buffer of a loaded object.
   *
   * @throws LibbpfException when the kernel refuses
   */
  public RingReader(BpfMap map) {
    size = map.maxEntries();
    if (Integer.bitCount(size) != 1) {
      throw new IllegalArgumentException("a ring buffer's size is a power of two, not " + size);
    }
    consumerPage = map(map, PAGE, Libc.PROT_READ | Libc.PROT_WRITE, 0);
    producerPages = map(map, PAGE + (long) size, Libc.PROT_READ, PAGE);
    consumer = consumerPage.getByteBuffer(0, PAGE);
    producer = producerPages.getByteBuffer(0, PAGE);
    data = producerPages.getByteBuffer(PAGE, size);
    descriptor = new Memory(8);
    descriptor.setInt(0, map.fd());
    descriptor.setShort(4, Libc.POLLIN);
  }

  /**
   * Waits until there is something to read.
   *
   * @param timeoutMillis how long at most
   * @return false when the time is over, or a signal came
   */
  public synchronized boolean await(int timeoutMillis) {
    if (closed) {
      return false;
    }
    int result = Libc.poll(descriptor, 1, timeoutMillis);
    int errno = result < 0 ? Native.getLastError() : 0;
    if (errno != 0 && errno != Libc.EINTR) {
      throw new LibbpfException("cannot wait for the ring buffer", errno, "");
    }
    return result > 0;
  }

  /**
   * Hands out every record that is there now, oldest first, without waiting. The kernel gets its
   * room back for many records at a time.
   *
   * @return how many there were
   */
  public synchronized int drain(RecordHandler handler) {
    if (closed) {
      return 0;
    }
    int count = 0;
    long position = (long) POSITION.get(consumer, 0);
    long givenBack = position;
    try {
      for (long end = end(position, position);
          position < end;
          end = closed ? 0 : end(position, end)) {
        int offset = (int) position & (size - 1);
        int header = (int) LENGTH.getAcquire(data, offset);
        if ((header & BUSY) != 0) {
          break;
        }
        int length = header & ~DISCARDED;
        // A record that cannot be handled is not handed out again.
        position += ((long) length + HEADER + 7) / 8 * 8;
        if ((header & DISCARDED) == 0) {
          count++;
          handler.accept(record(offset, length));
        }
        if (position - givenBack > size / SHARES && !closed) {
          POSITION.setRelease(consumer, 0, position);
          givenBack = position;
        }
      }
    } finally {
      if (!closed) {
        POSITION.setRelease(consumer, 0, position);
      }
    }
    return count;
  }

  /** Where the kernel is: looked up again only when everything up to the last look is read. */
  private long end(long position, long known) {
    return position < known ? known : (long) POSITION.getAcquire(producer, 0);
  }

  /** Bytes that are waiting to be read, and the capacity, as a share from 0 to 1. */
  public synchronized double fill() {
    if (closed) {
      return 0;
    }
    long waiting = (long) POSITION.getAcquire(producer, 0) - (long) POSITION.get(consumer, 0);
    return (double) waiting / size;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      Libc.munmap(consumerPage, PAGE);
      Libc.munmap(producerPages, PAGE + (long) size);
      descriptor.close();
    }
  }

  private ByteBuffer record(int offset, int length) {
    if (length > size - HEADER) {
      throw new IllegalStateException("the ring buffer holds a record longer than itself");
    }
    if (length > copy.length) {
      copy = new byte[length];
    }
    int start = (offset + HEADER) & (size - 1);
    int first = Math.min(length, size - start);
    data.get(start, copy, 0, first);
    data.get(0, copy, first, length - first);
    return ByteBuffer.wrap(copy, 0, length).slice().order(ByteOrder.nativeOrder());
  }

  private static Pointer map(BpfMap map, long size, int access, long offset) {
    Pointer address = Libc.mmap(null, size, access, Libc.MAP_SHARED, map.fd(), offset);
    if (address == null || Pointer.nativeValue(address) == -1) {
      throw new LibbpfException("cannot map the ring buffer", Native.getLastError(), "");
    }
    return address;
  }
}
