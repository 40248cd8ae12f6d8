package dev.phleet.collector.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phleet.schemas.event.Call;
import dev.phleet.schemas.event.CallTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CallNamesTest {
  @ParameterizedTest
  @CsvSource({
    "x86_64, NATIVE, 0, read",
    "x86_64, NATIVE, 59, execve",
    "x86_64, NATIVE, 257, openat",
    "x86_64, NATIVE, 462, mseal",
    "x86_64, NATIVE, 470, listns",
    "x86_64, COMPAT, 0, restart_syscall",
    "x86_64, COMPAT, 5, open",
    "x86_64, COMPAT, 11, execve",
    "x86_64, X32, 520, execve",
    "aarch64, NATIVE, 56, openat",
    "aarch64, NATIVE, 221, execve",
    "aarch64, NATIVE, 452, fchmodat2",
    "aarch64, COMPAT, 11, execve",
    "aarch64, COMPAT, 322, openat",
    "aarch64, COMPAT, 341, sync_file_range2",
  })
  void shouldKnowTheNamesOfEveryTable(
      String architecture, CallTable table, int number, String name) {
    assertThat(CallNames.forArchitecture(architecture).name(table, number)).isEqualTo(name);
  }

  @Test
  void shouldTakeACodeApart() {
    CallNames names = CallNames.forArchitecture("x86_64");

    assertThat(names.call(1)).isEqualTo(new Call(CallTable.NATIVE, 0, "read"));
    assertThat(names.call(1 + (1 << 10 | 11))).isEqualTo(new Call(CallTable.COMPAT, 11, "execve"));
    assertThat(names.call(1 + (2 << 10 | 520))).isEqualTo(new Call(CallTable.X32, 520, "execve"));
  }

  @Test
  void shouldNameAnUnknownNumberByItsTable() {
    CallNames names = CallNames.forArchitecture("aarch64");

    assertThat(names.call(1 + 1023).getName()).isEqualTo("native_1023");
    assertThat(names.call(1 + (2 << 10 | 7)).getName()).isEqualTo("x32_7");
  }

  @Test
  void shouldSayThatThereAreNoTablesForAnArchitecture() {
    assertThatThrownBy(() -> CallNames.forArchitecture("s390x")).hasMessageContaining("s390x");
  }
}
