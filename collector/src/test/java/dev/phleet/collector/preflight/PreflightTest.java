package dev.phleet.collector.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.libbpf.LibbpfVersion;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PreflightTest {
  private static final long ALL = -1;
  private static final Optional<LibbpfVersion> LIBBPF = Optional.of(new LibbpfVersion(1, 1));

  @Test
  void shouldFindNothingWrongWithAGoodMachine() {
    assertThat(Preflight.problems(facts(0, ALL, "6.1.0-18-amd64"))).isEmpty();
  }

  @Test
  void shouldLetAUserWithTheCapabilitiesPass() {
    long needed = 1L << 39 | 1L << 38 | 1L << 19 | 1L << 2;

    assertThat(Preflight.problems(facts(1000, needed, "6.1.0"))).isEmpty();
  }

  @Test
  void shouldTellAUserHowToBecomeRoot() {
    assertThat(Preflight.problems(facts(1000, 0, "6.1.0")))
        .containsExactly(
            "user 1000 may not load BPF programs (lacks CAP_BPF, CAP_PERFMON, CAP_SYS_PTRACE,"
                + " CAP_DAC_READ_SEARCH): run it as root: sudo ./phleet collector ...");
  }

  @Test
  void shouldTellAWeakRootWhatItLacks() {
    assertThat(Preflight.problems(facts(0, ALL & ~(1L << 39), "6.1.0")))
        .singleElement()
        .asString()
        .startsWith("root lacks CAP_BPF here");
  }

  @ParameterizedTest
  @CsvSource({
    "5.15.0, true",
    "5.15.0-91-generic, true",
    "6.1.0-18-amd64, true",
    "10.0.1, true",
    "5.14.21-150500, false",
    "4.19.0, false",
    "5.4, false",
    "unknown, false",
  })
  void shouldKnowWhichKernelsAreNewEnough(String release, boolean enough) {
    assertThat(Preflight.problems(facts(0, ALL, release)).isEmpty()).isEqualTo(enough);
  }

  @Test
  void shouldSayWhichKernelDoes() {
    assertThat(Preflight.problems(facts(0, ALL, "5.10.0")))
        .containsExactly(
            "kernel 5.10.0 is too old: the detector needs 5.15 or newer (6.1 and newer are"
                + " tested)");
  }

  @Test
  void shouldNameThePackageOfLibbpf() {
    Facts facts = new Facts("x86_64", true, 0, ALL, "6.1.0", true, Optional.empty());

    assertThat(Preflight.problems(facts))
        .singleElement()
        .asString()
        .contains("apt-get install libbpf1", "dnf install libbpf");
  }

  @Test
  void shouldSayWhatAKernelWithoutTypesNeeds() {
    Facts facts = new Facts("x86_64", true, 0, ALL, "6.1.0", false, LIBBPF);

    assertThat(Preflight.problems(facts))
        .singleElement()
        .asString()
        .contains("CONFIG_DEBUG_INFO_BTF=y");
  }

  @Test
  void shouldNameAnArchitectureWithoutAnObject() {
    Facts facts = new Facts("riscv64", false, 0, ALL, "6.1.0", true, LIBBPF);

    assertThat(Preflight.problems(facts))
        .singleElement()
        .asString()
        .startsWith("architecture riscv64 is not supported");
  }

  @Test
  void shouldReadTheEffectiveCapabilities() {
    assertThat(Facts.capabilities("Name:\tx\nCapEff:\t000001ffffffffff\n"))
        .isEqualTo(0x1ffffffffffL);
    assertThat(Facts.capabilities("")).isZero();
  }

  @Test
  void shouldFindTheFactsOfThisMachine() {
    Facts facts = Facts.find();

    assertThat(facts.objectExists()).isTrue();
    assertThat(facts.kernelRelease()).matches("\\d+\\.\\d+.*");
    assertThat(facts.libbpf()).hasValueSatisfying(v -> assertThat(v.major()).isEqualTo(1));
  }

  private static Facts facts(int user, long capabilities, String release) {
    return new Facts("x86_64", true, user, capabilities, release, true, LIBBPF);
  }
}
