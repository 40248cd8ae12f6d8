package dev.phleet.collector.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * One client: bytes come in, complete lines are answered, one at a time. While a reply is not
 * wholly written nothing more is read, so that a client that only asks costs no memory.
 */
final class Connection {
  private static final int FIRST_BUFFER = 1 << 10;

  private final SocketChannel channel;
  private final Function<ByteBuffer, ByteBuffer> answer;
  private final long patience;
  private final boolean once;
  private ByteBuffer input = ByteBuffer.allocate(FIRST_BUFFER);
  private Optional<ByteBuffer> output = Optional.empty();
  private boolean discarding;
  private boolean ended;
  private long deadline;

  /**
   * Over an accepted channel.
   *
   * @param channel not blocking
   * @param answer from a line without its break to a reply with it
   * @param patience how long one request and its reply may take
   */
  Connection(SocketChannel channel, Function<ByteBuffer, ByteBuffer> answer, Duration patience) {
    this(channel, answer, patience, false);
  }

  private Connection(
      SocketChannel channel,
      Function<ByteBuffer, ByteBuffer> answer,
      Duration patience,
      boolean once) {
    this.channel = channel;
    this.answer = answer;
    this.patience = patience.toNanos();
    this.once = once;
    deadline = System.nanoTime() + this.patience;
  }

  /**
   * For a client that is not to ask: its first request is answered with the error, then it is left.
   * Not before the request: who writes to a socket that was closed already is killed by SIGPIPE and
   * never reads why.
   */
  static Connection refusing(SocketChannel channel, String error, Duration patience) {
    return new Connection(channel, request -> Protocol.refused(error), patience, true);
  }

  /** Whether it had its time. */
  boolean isOverdue() {
    return System.nanoTime() - deadline > 0;
  }

  /**
   * Reads, answers and writes as far as that is possible without waiting.
   *
   * @return what to wait for; 0: nothing, the connection is done
   * @throws IOException when the client is gone
   */
  int proceed() throws IOException {
    if (!written()) {
      return SelectionKey.OP_WRITE;
    }
    if (!ended && channel.read(input) < 0) {
      ended = true;
    }
    while (reply()) {
      ended |= once;
      if (!written()) {
        return SelectionKey.OP_WRITE;
      }
    }
    return ended ? 0 : SelectionKey.OP_READ;
  }

  private boolean written() throws IOException {
    if (output.isEmpty()) {
      return true;
    }
    channel.write(output.get());
    if (output.get().hasRemaining()) {
      return false;
    }
    output = Optional.empty();
    deadline = System.nanoTime() + patience;
    return true;
  }

  /** Takes one line and makes its reply; false when there is no whole line. */
  private boolean reply() {
    int end = lineEnd();
    if (end >= 0) {
      output = discarding ? Optional.empty() : Optional.of(answer.apply(input.slice(0, end)));
      discarding = false;
      input.flip().position(end + 1);
      input.compact();
      return true;
    }
    if (discarding) {
      input.clear();
    } else if (input.position() > Protocol.MAX_REQUEST) {
      input.clear();
      discarding = true;
      output =
          Optional.of(
              Protocol.refused("the request is longer than " + Protocol.MAX_REQUEST + " bytes"));
      return true;
    } else if (ended && input.position() > 0) {
      input.clear();
      output = Optional.of(Protocol.refused("the request ends without a line break"));
      return true;
    } else if (!input.hasRemaining()) {
      int room = Math.min(2 * input.capacity(), Protocol.MAX_REQUEST + 1);
      input = ByteBuffer.allocate(room).put(input.flip());
    }
    return false;
  }

  private int lineEnd() {
    for (int i = 0; i < input.position(); i++) {
      if (input.get(i) == '\n') {
        return i;
      }
    }
    return -1;
  }
}
