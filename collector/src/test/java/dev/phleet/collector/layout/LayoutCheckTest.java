package dev.phleet.collector.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phleet.collector.detector.ObjectFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LayoutCheckTest {
  private static final Btf BTF = Btf.ofObject(ObjectFile.find("x86_64").orElseThrow());

  @ParameterizedTest
  @ValueSource(strings = {"x86_64", "aarch64"})
  void shouldAgreeWithEveryStructOfTheObject(String architecture) {
    Btf btf = Btf.ofObject(ObjectFile.find(architecture).orElseThrow());

    assertThat(LayoutCheck.differences(Layouts.ALL, btf)).isEmpty();
  }

  @Test
  void shouldNameAFieldThatOnlyTheCollectorKnows() {
    StructView view =
        StructView.named("command")
            .u64("profile_key", "target_key")
            .u32("operation", "result")
            .u64("reason")
            .build();

    assertThat(LayoutCheck.differences(List.of(view), BTF))
        .containsExactly(
            "struct command, field reason: the collector expects offset 24, 8 bytes, the object has"
                + " nothing",
            "struct command: the collector expects 32 bytes, the object has 24");
  }

  @Test
  void shouldNameAFieldThatOnlyTheObjectHas() {
    StructView view =
        StructView.named("command").u64("profile_key", "target_key").u32("operation").build();

    assertThat(LayoutCheck.differences(List.of(view), BTF))
        .containsExactly(
            "struct command, field result: the collector expects nothing, the object has offset 20,"
                + " 4 bytes",
            "struct command: the collector expects 20 bytes, the object has 24");
  }

  @Test
  void shouldNoticeTwoFieldsThatChangedPlaces() {
    StructView view =
        StructView.named("command")
            .u64("profile_key", "target_key")
            .u32("result", "operation")
            .build();

    assertThat(LayoutCheck.differences(List.of(view), BTF))
        .hasSize(2)
        .allMatch(line -> line.contains("operation") || line.contains("result"));
  }

  @Test
  void shouldLookIntoNestedStructsAndArrays() {
    StructView process =
        StructView.named("process_info")
            .u64("cgroup")
            .u32("pid", "tid", "parent_pid", "uid")
            .array("comm", 1, 15)
            .build();
    StructView view =
        StructView.named("state_event")
            .struct("header", Layouts.EVENT_HEADER)
            .struct("process", process)
            .struct("counters", Layouts.PROFILE_COUNTERS)
            .u32("previous", "reason")
            .build();

    assertThat(LayoutCheck.differences(List.of(view), BTF))
        .anyMatch(line -> line.startsWith("struct state_event, field process.comm:"));
  }

  @Test
  void shouldNameAStructThatTheObjectLacks() {
    StructView view = StructView.named("nobody").u32("anything").build();

    assertThatThrownBy(() -> LayoutCheck.require(List.of(view), BTF))
        .isInstanceOf(LayoutMismatchException.class)
        .hasMessageContaining("struct nobody is not in the object")
        .hasMessageNotContaining("\n");
  }
}
