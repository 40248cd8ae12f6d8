package dev.phleet.lab.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The detector on other kernels: {@code bpf/vm/check.sh} boots each in a virtual machine whose only
 * process is {@code bpf/vm/checks.c}. What it measures in instructions is exact, so it gates.
 */
class KernelsTest {
  private static final Path SCRIPT = Path.of("..", "bpf", "vm", "check.sh");
  private static final Pattern SUMMARY = Pattern.compile("(?m)^(\\d+) passed, (\\d+) failed$");
  private static final int CANNOT_RUN_HERE = 3;
  private static final int CHECKS = 17;

  @ParameterizedTest
  @ValueSource(strings = {"linux-image-6.1.*-cloud-amd64", "linux-image-6.12.*-cloud-amd64"})
  void shouldDetectAndStayWithinItsInstructionsOnKernel(String kernelPackage) throws Exception {
    Process check =
        new ProcessBuilder(SCRIPT.toString(), kernelPackage).redirectErrorStream(true).start();
    String output = read(check);
    int status = check.waitFor();
    System.out.println(output);

    assumeFalse(
        status == CANNOT_RUN_HERE && System.getenv("CI") == null,
        () -> "no virtual machine here: " + output);
    Matcher summary = SUMMARY.matcher(output);
    assertThat(summary.find()).as("a summary in: %s", output).isTrue();
    assertThat(Integer.parseInt(summary.group(1))).as("passed").isEqualTo(CHECKS);
    assertThat(Integer.parseInt(summary.group(2))).as("failed").isZero();
    assertThat(status).isZero();
  }

  private static String read(Process process) throws IOException {
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
