package dev.phleet.collector.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.doctor.Check.Verdict;
import dev.phleet.collector.preflight.Facts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  @TempDir Path root;

  @Test
  void shouldFindThisMachineAbleByAttachingTheDetectorForReal() {
    List<Check> checks = new Doctor().examine(Optional.empty(), Optional.of(root));

    assertThat(checks).noneMatch(check -> check.verdict() == Verdict.FAILURE);
    assertThat(checks)
        .extracting(Check::name)
        .contains("kernel", "libbpf", "capabilities", "load", "attach", "disk");
  }

  @Test
  void shouldFailWithAMendWhatTheCollectorCannotDoWithout() {
    List<Check> checks = new ArrayList<>();
    boolean able =
        Doctor.preflight(
            new Facts("x86_64", true, 1000, 0, "4.19.0", false, Optional.empty()), checks);

    assertThat(able).isFalse();
    assertThat(checks).hasSize(4).allMatch(check -> check.verdict() == Verdict.FAILURE);
    assertThat(checks).allSatisfy(check -> assertThat(check.mend()).isNotEmpty());
  }

  @Test
  void shouldTellWhatAMachineLacks() throws IOException {
    write("sys/kernel/security/lockdown", "none integrity [confidentiality]\n");
    write("proc/sys/net/core/bpf_jit_enable", "0\n");
    write("proc/sys/kernel/unprivileged_bpf_disabled", "0\n");
    write("sys/devices/system/clocksource/clocksource0/current_clocksource", "hpet\n");
    Machine machine = new Machine(root);

    assertThat(machine.lockdown().verdict()).isEqualTo(Verdict.FAILURE);
    assertThat(List.of(machine.compiler(), machine.unprivileged(), machine.clock()))
        .allSatisfy(
            check -> {
              assertThat(check.verdict()).isEqualTo(Verdict.WARNING);
              assertThat(check.mend()).isNotEmpty();
            });
    assertThat(machine.cgroups().verdict()).isEqualTo(Verdict.WARNING);
  }

  @Test
  void shouldLookAtTheDiskOfADirectoryThatIsNotThereYet() {
    assertThat(new Machine(root).space(root.resolve("a/b/c")).found()).contains("MB free");
  }

  @Test
  void shouldTellWhoListensAndWhoDoesNot() throws IOException {
    int closed;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = gone.getLocalPort();
    }
    try (ServerSocket there = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Check> checks =
          Network.check(
              Map.of(
                  "bootstrap.servers",
                  "127.0.0.1:" + there.getLocalPort() + ",127.0.0.1:" + closed + ",nonsense",
                  "schema.registry.url",
                  "http://127.0.0.1:" + there.getLocalPort() + "/x"));

      assertThat(checks)
          .extracting(Check::verdict)
          .containsExactly(Verdict.OK, Verdict.WARNING, Verdict.WARNING, Verdict.OK);
    }
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.writeString(root.resolve(file), text);
  }
}
