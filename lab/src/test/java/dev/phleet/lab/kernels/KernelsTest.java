package dev.phleet.lab.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The detector on other kernels: {@code bpf/vm/check.sh} boots each in a virtual machine whose only
 * process is {@code bpf/vm/checks.c}. What it measures in instructions is exact, so it gates.
 */
class KernelsTest {
  private static final Path SCRIPT = Path.of("..", "bpf", "vm", "check.sh");
  private static final Pattern SUMMARY = Pattern.compile("(?m)^(\\d+) passed, (\\d+) failed$");
  private static final List<String> KERNELS =
      List.of("linux-image-6.1.*-cloud-amd64", "linux-image-6.12.*-cloud-amd64");
  private static final int CANNOT_RUN_HERE = 3;
  private static final int CHECKS = 18;

  /** A minute and a half on an idle machine; its limit is for one that does other things. */
  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void shouldDetectAndStayWithinItsInstructionsOnOtherKernels() throws Exception {
    List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
    command.addAll(KERNELS);
    Process check = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = read(check);
    int status = check.waitFor();
    System.out.println(output);

    assumeFalse(
        status == CANNOT_RUN_HERE && System.getenv("CI") == null,
        () -> "no virtual machine here: " + output);
    List<String> summaries = SUMMARY.matcher(output).results().map(MatchResult::group).toList();
    assertThat(summaries)
        .as("a summary a kernel in: %s", output)
        .isEqualTo(Collections.nCopies(KERNELS.size(), CHECKS + " passed, 0 failed"));
    assertThat(status).isZero();
  }

  private static String read(Process process) throws IOException {
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
