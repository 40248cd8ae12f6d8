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
 * <p>The kernel wakes who waits when a record comes and all before it are read; and once more when
 * the ring has filled to a quarter (submit in emit.h). Edges, not levels, are waited for: so unread
 * records can be let gather, and yet none is lost because they were too many.
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

    /** All that were there have been handled. */
    default void drained() {}
  }

  private static final int PAGE = Libc.getpagesize();
  private static final int BUSY = 1 << 31;
  private static final int DISCARDED = 1 << 30;
  private static final int HEADER = 8;
  private static final int FIRST_CAPACITY = 2048;

  /** As in emit.h: with so much in it the ring is drained at once. */
  private static final double FILLING = 0.25;

  /** Bytes of a {@code struct epoll_event}, where it is longest. */
  private static final int EPOLL_EVENT = 16;

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
  private final int epoll;
  private final Memory epollEvent = new Memory(EPOLL_EVENT);
  private byte[] copy = new byte[FIRST_CAPACITY];

  /** Over the copy, again and again. */
  private ByteBuffer record = ByteBuffer.wrap(copy).order(ByteOrder.nativeOrder());

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
    epoll = edgesOf(map);
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
    // What was read is to be known to the kernel before this looks whether it has written more: one
    // of the two then sees the other.
    VarHandle.fullFence();
    return fill() > 0 || awaitEdge(timeoutMillis);
  }

  /**
   * Lets records gather, unread.
   *
   * @param timeoutMillis how long at most
   * @param urgent a record that is not to wait; the kernel wakes who waits when it sends one
   * @return true when it took less: the ring fills, or there is an urgent record; false when the
   *     time is over, or a signal came
   */
  public synchronized boolean gather(int timeoutMillis, Marked urgent) {
    if (closed) {
      return false;
    }
    // The edge of the record that ended the waiting may not have been seen yet. It may be that of
    // an urgent one as well, for edges are not counted.
    awaitEdge(0);
    return fill() >= FILLING || holds(urgent) || awaitEdge(timeoutMillis);
  }

  /**
   * A record with a certain number in it.
   *
   * @param offset where it is, in bytes from the record's begin, a multiple of four
   * @param value the number
   */
  public record Marked(int offset, int value) {}

  private boolean holds(Marked wanted) {
    long end = (long) POSITION.getAcquire(producer, 0);
    long position = (long) POSITION.get(consumer, 0);
    while (position < end) {
      int header = (int) LENGTH.getAcquire(data, (int) position & (size - 1));
      int length = header & ~(BUSY | DISCARDED);
      // One that is being written wakes who waits when it is there.
      boolean whole = length == header && wanted.offset() + Integer.BYTES <= length;
      int at = (int) (position + HEADER + wanted.offset()) & (size - 1);
      if (whole && (int) LENGTH.get(data, at) == wanted.value()) {
        return true;
      }
      position = after(position, length);
    }
    return false;
  }

  private static long after(long position, int length) {
    return position + ((long) length + HEADER + 7) / 8 * 8;
  }

  private boolean awaitEdge(int timeoutMillis) {
    int result = Libc.epoll_wait(epoll, epollEvent, 1, timeoutMillis);
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
        position = after(position, length);
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
    handler.drained();
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
      Libc.close(epoll);
      epollEvent.close();
    }
  }

  private ByteBuffer record(int offset, int length) {
    if (length > size - HEADER) {
      throw new IllegalStateException("the ring buffer holds a record longer than itself");
    }
    if (length > copy.length) {
      copy = new byte[length];
      record = ByteBuffer.wrap(copy).order(ByteOrder.nativeOrder());
    }
    int start = (offset + HEADER) & (size - 1);
    int first = Math.min(length, size - start);
    data.get(start, copy, 0, first);
    data.get(0, copy, first, length - first);
    return record.limit(length).position(0);
  }

  private int edgesOf(BpfMap map) {
    int created = Libc.epoll_create1(Libc.EPOLL_CLOEXEC);
    epollEvent.clear();
    epollEvent.setInt(0, Libc.EPOLLIN | Libc.EPOLLET);
    if (created < 0 || Libc.epoll_ctl(created, Libc.EPOLL_CTL_ADD, map.fd(), epollEvent) < 0) {
      throw new LibbpfException("cannot watch the ring buffer", Native.getLastError(), "");
    }
    return created;
  }

  private static Pointer map(BpfMap map, long size, int access, long offset) {
    Pointer address = Libc.mmap(null, size, access, Libc.MAP_SHARED, map.fd(), offset);
    if (address == null || Pointer.nativeValue(address) == -1) {
      throw new LibbpfException("cannot map the ring buffer", Native.getLastError(), "");
    }
    return address;
  }
}
