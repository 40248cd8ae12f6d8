package dev.phleet.collector.control;

import static dev.phleet.collector.control.Named.GOOD;
import static dev.phleet.collector.control.Named.GOOD_REPLY;
import static dev.phleet.collector.control.Named.bytes;
import static dev.phleet.collector.control.Named.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The socket: its file, who is let in, and clients that misbehave. */
@Timeout(60)
@SuppressWarnings("try") // A server is there to be open.
final class ControlSocketTest {
  @TempDir private Path directory;
  private Path path;

  @BeforeEach
  void place() {
    path = directory.resolve("s").resolve("c.sock");
  }

  @Test
  void shouldAnswerEachLineInItsOrder() throws IOException {
    try (ControlSocket socket = open()) {
      String requests = "";
      String replies = "";
      for (int i = 0; i < 23; i++) {
        requests += "{\"command\":\"c%d\",\"arguments\":{}}\n".formatted(i);
        replies += "{\"ok\":true,\"result\":\"c%d\"}\n".formatted(i);
      }
      assertThat(exchange(bytes(requests))).isEqualTo(replies);
    }
  }

  @Test
  void shouldBeForItsOwnerOnlyAndGoWhenClosed() throws IOException {
    try (ControlSocket socket = open()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-------");
      assertThat(Files.getPosixFilePermissions(path.getParent()).toString())
          .doesNotContain("GROUP_WRITE", "OTHERS_WRITE");
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void shouldReplaceASocketOnWhichNobodyAnswers() throws IOException {
    Files.createDirectories(path.getParent());
    ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    dead.bind(UnixDomainSocketAddress.of(path)).close();
    assertThat(path).exists();

    try (ControlSocket socket = open()) {
      assertThat(exchange(bytes(GOOD))).isEqualTo(GOOD_REPLY);
    }
  }

  @Test
  void shouldNotReplaceASocketOnWhichSomebodyAnswers() throws IOException {
    try (ControlSocket socket = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("another collector answers on " + path);
      assertThat(exchange(bytes(GOOD))).isEqualTo(GOOD_REPLY);
    }
  }

  @Test
  void shouldNotRemoveAFileThatIsNoSocket() throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, "precious");

    assertThatThrownBy(this::open)
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("is not a socket");
    assertThat(path).hasContent("precious");
  }

  @Test
  void shouldRefuseADirectoryInWhichOthersMayPutTheirSocket() throws IOException {
    Files.createDirectories(path.getParent());
    Files.setPosixFilePermissions(path.getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatThrownBy(this::open)
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("chmod 755");
  }

  @Test
  void shouldLeaveASocketThatAnotherPutThereMeanwhile() throws IOException {
    ControlSocket first = open();
    Files.delete(path);
    try (ControlSocket second = open()) {
      first.close();
      assertThat(exchange(bytes(GOOD))).isEqualTo(GOOD_REPLY);
    }
  }

  @Test
  void shouldServeOthersWhileAClientIsStuckAndCloseItInTheEnd() throws IOException {
    try (ControlSocket socket = ControlSocket.open(path, Named::named, Duration.ofMillis(700));
        SocketChannel stuck = SocketChannel.open(UnixDomainSocketAddress.of(path));
        SocketChannel silent = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      stuck.write(bytes("{\"command\":"));
      for (int i = 0; i < 23; i++) {
        assertThat(exchange(bytes(GOOD))).isEqualTo(GOOD_REPLY);
      }
      assertThat(stuck.read(ByteBuffer.allocate(10))).isEqualTo(-1);
      assertThat(silent.read(ByteBuffer.allocate(10))).isEqualTo(-1);
    }
  }

  @Test
  void shouldNotBeHurtByAClientThatNeverReads() throws IOException {
    String large = "y".repeat(60_000);
    try (ControlSocket socket = ControlSocket.open(path, Named::named, Duration.ofMillis(700));
        SocketChannel greedy = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      greedy.configureBlocking(false);
      ByteBuffer request = bytes("{\"command\":\"" + large + "\"}\n");
      int written = 1;
      while (written > 0) {
        written = greedy.write(request);
        if (!request.hasRemaining()) {
          request.rewind();
        }
      }
      assertThat(exchange(bytes(GOOD))).isEqualTo(GOOD_REPLY);
    }
  }

  @Test
  void shouldServeMoreClientsThanItHoldsAtOnce() throws IOException {
    List<SocketChannel> idle = new ArrayList<>();
    try (ControlSocket socket = ControlSocket.open(path, Named::named, Duration.ofMillis(700))) {
      for (int i = 0; i < 23; i++) {
        idle.add(SocketChannel.open(UnixDomainSocketAddress.of(path)));
      }
      assertThat(exchange(bytes(GOOD))).isEqualTo(GOOD_REPLY);
    } finally {
      for (SocketChannel channel : idle) {
        channel.close();
      }
    }
  }

  @Test
  @EnabledIf("dev.phleet.collector.detector.Machine#mustLoad")
  void shouldRefuseAnotherUserEvenWhenTheFileLetsHimIn() throws IOException, InterruptedException {
    try (ControlSocket socket = open()) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
      assertThat(asNobody()).contains("cannot connect");
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));

      assertThat(error(asNobody())).contains("may not control the collector");
      assertThat(exchange(bytes(GOOD))).isEqualTo(GOOD_REPLY);
    }
  }

  private String asNobody() throws IOException, InterruptedException {
    String client =
        "my $s = IO::Socket::UNIX->new(Peer => $ARGV[0]) or print('cannot connect'), exit;"
            // A client that takes its time must not find the socket closed.
            + " select(undef, undef, undef, 0.2);"
            + " syswrite $s, \"{\\\"command\\\":\\\"status\\\"}\\n\"; print <$s>;";
    Process process =
        new ProcessBuilder(
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                "perl",
                "-MIO::Socket::UNIX",
                "-e",
                client,
                path.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  private ControlSocket open() throws IOException {
    return ControlSocket.open(path, Named::named);
  }

  private String exchange(ByteBuffer request) throws IOException {
    return Named.exchange(path, request);
  }
}
