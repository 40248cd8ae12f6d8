package dev.phleet.collector.control;

import static dev.phleet.collector.control.Named.GOOD;
import static dev.phleet.collector.control.Named.GOOD_REPLY;
import static dev.phleet.collector.control.Named.bytes;
import static dev.phleet.collector.control.Named.error;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The protocol: what a line may be, and what is answered to one that may not be. */
@Timeout(60)
@SuppressWarnings("try") // A server is there to be open.
final class ControlProtocolTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;
  private Path path;

  @BeforeEach
  void place() {
    path = directory.resolve("s").resolve("c.sock");
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
      assertThat(error(exchange(ByteBuffer.wrap(latin)))).contains("not UTF-8");
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

  private ControlSocket open() throws IOException {
    return ControlSocket.open(path, Named::named);
  }

  private String exchange(ByteBuffer request) throws IOException {
    return Named.exchange(path, request);
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
}
