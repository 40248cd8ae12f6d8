package dev.phleet.collector.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayOutputStream;
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
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The socket and the protocol on it, without a detector behind them. */
@Timeout(60)
@SuppressWarnings("try") // A server is there to be open.
final class ControlSocketTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GOOD = "{\"command\":\"status\"}\n";
  private static final String GOOD_REPLY = "{\"ok\":true,\"result\":\"status\"}\n";

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | not a JSON object",
        "{ | not JSON",
        "nonsense | not JSON",
        "[] | not a JSON object",
        "17 | not a JSON object",
        "null | not a JSON object",
        "{} | no text field command",
        "{\"command\":17} | no text field command",
        "{\"command\":\"a\",\"arguments\":[]} | not a JSON object",
        "{\"command\":\"a\",\"arguments\":null} | not a JSON object",
        "{\"command\":\"a\",\"more\":1} | no field more",
        "{\"command\":\"a\",\"command\":\"b\"} | Duplicate field",
        "{\"command\":\"a\"} {} | not JSON",
      })
  void shouldSayInOneLineWhatIsWrong(String request, String reason) throws IOException {
    try (ControlSocket socket = open()) {
      String reply = exchange(bytes(request + "\n" + GOOD));

      assertThat(error(reply.lines().findFirst().orElseThrow())).contains(reason);
      assertThat(reply).endsWith(GOOD_REPLY).hasLineCount(2);
    }
  }

  @Test
  void shouldRefuseDeepNestingAndLongNumbersAndOtherEncodings() throws IOException {
    byte[] latin = "{\"command\":\"\u00e9\"}\n".getBytes(StandardCharsets.ISO_8859_1);
    try (ControlSocket socket = open()) {
      assertThat(error(exchange(bytes("[".repeat(30_000) + "\n")))).contains("nesting depth");
      assertThat(error(exchange(bytes("{\"command\":" + "7".repeat(999) + "}\n"))))
          .contains("Number");
      assertThat(error(exchange(latin))).contains("not UTF-8");
      assertThat(exchange(bytes(GOOD))).isEqualTo(GOOD_REPLY);
    }
  }

  @Test
  void shouldAnswerAHugeLineOnceAndGoOnAfterIt() throws IOException {
    try (ControlSocket socket = open()) {
      String reply = exchange(bytes("x".repeat(3_000_017) + "\n" + GOOD));

      assertThat(error(reply.lines().findFirst().orElseThrow())).contains("longer than 65536");
      assertThat(reply).endsWith(GOOD_REPLY).hasLineCount(2);
    }
  }

  @Test
  void shouldTakeTheLongestLine() throws IOException {
    String frame = "{\"command\":\"\"}";
    String name = "n".repeat(Protocol.MAX_REQUEST - frame.length());
    try (ControlSocket socket = open()) {
      String reply = exchange(bytes("{\"command\":\"" + name + "\"}\n"));

      assertThat(reply).isEqualTo("{\"ok\":true,\"result\":\"" + name + "\"}\n");
    }
  }

  @Test
  void shouldAnswerHalfALine() throws IOException {
    try (ControlSocket socket = open()) {
      assertThat(error(exchange(bytes("{\"command\":\"sta")))).contains("without a line break");
    }
  }

  @Test
  void shouldServeOthersWhileAClientIsStuckAndCloseItInTheEnd() throws IOException {
    try (ControlSocket socket =
            ControlSocket.open(path, ControlSocketTest::named, Duration.ofMillis(700));
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
    try (ControlSocket socket =
            ControlSocket.open(path, ControlSocketTest::named, Duration.ofMillis(700));
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
    try (ControlSocket socket =
        ControlSocket.open(path, ControlSocketTest::named, Duration.ofMillis(700))) {
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

  /** Whatever comes: one line of JSON a line, and a good request afterwards is answered. */
  @Test
  void shouldAnswerAnyBytesWithOneLineOfJsonForEachLine() throws IOException {
    Random random = new Random(47);
    try (ControlSocket socket = open()) {
      for (int round = 0; round < 211; round++) {
        byte[] noise = noise(random);
        long lines =
            new String(noise, StandardCharsets.ISO_8859_1).chars().filter(c -> c == '\n').count();
        ByteBuffer all =
            ByteBuffer.allocate(noise.length + 1 + GOOD.length()).put(noise).put((byte) '\n');
        String reply = exchange(all.put(bytes(GOOD)).flip());

        assertThat(reply).as("round %d", round).endsWith(GOOD_REPLY).hasLineCount((int) lines + 2);
        for (String line : reply.lines().toList()) {
          assertThat(JSON.readTree(line).path("ok").isBoolean()).isTrue();
        }
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
    return ControlSocket.open(path, ControlSocketTest::named);
  }

  /** Says the name of the command. */
  private static ByteBuffer named(ByteBuffer line) {
    try {
      return Protocol.done(JsonNodeFactory.instance.textNode(Protocol.parse(line).command()));
    } catch (RefusedException refused) {
      return Protocol.refused(refused.getMessage());
    }
  }

  private static byte[] noise(Random random) {
    byte[] noise = new byte[random.nextInt(random.nextInt(10) == 0 ? 60_000 : 300)];
    random.nextBytes(noise);
    if (random.nextBoolean()) {
      String alphabet = "{}[]\":,\\ commandargumentsstatus0123456789tfn\r\n\u0000";
      for (int i = 0; i < noise.length; i++) {
        noise[i] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
      }
    }
    return noise;
  }

  private String exchange(ByteBuffer request) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      channel.configureBlocking(false);
      ByteArrayOutputStream reply = new ByteArrayOutputStream();
      ByteBuffer part = ByteBuffer.allocate(1 << 16);
      boolean open = true;
      while (open) {
        if (request.hasRemaining()) {
          channel.write(request);
          if (!request.hasRemaining()) {
            channel.shutdownOutput();
          }
        }
        int count = channel.read(part.clear());
        open = count >= 0;
        reply.write(part.array(), 0, Math.max(0, count));
        if (count == 0) {
          Thread.onSpinWait();
        }
      }
      return reply.toString(StandardCharsets.UTF_8);
    }
  }

  private static String error(String line) throws IOException {
    JsonNode reply = JSON.readTree(line);
    assertThat(reply.path("ok").booleanValue()).isFalse();
    return reply.path("error").textValue();
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private String exchange(byte[] request) throws IOException {
    return exchange(ByteBuffer.wrap(request));
  }
}
