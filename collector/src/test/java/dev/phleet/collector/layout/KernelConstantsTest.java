package dev.phleet.collector.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.ObjectFile;
import dev.phleet.collector.detector.Operation;
import dev.phleet.collector.detector.ScopeKind;
import dev.phleet.collector.detector.TapePlayer;
import dev.phleet.collector.detector.TapeResult;
import dev.phleet.collector.detector.TapeStep;
import dev.phleet.collector.event.EventKind;
import dev.phleet.collector.event.ProfileState;
import dev.phleet.collector.event.StateReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The numbers of events.h and those of the collector's enums: BTF keeps only enums that are used.
 */
final class KernelConstantsTest {
  private final Map<String, Integer> header = header();

  @Test
  void shouldGiveEveryKindTheKernelsNumber() {
    for (EventKind kind : EventKind.values()) {
      assertThat(header).containsEntry("EVENT_" + kind, kind.code());
    }
    assertThat(count("EVENT_")).isEqualTo(EventKind.values().length + 1);
    assertThat(header).containsEntry("EVENT_KINDS", Layouts.EVENT_KINDS);
  }

  @Test
  void shouldGiveEveryStateTheKernelsNumber() {
    for (ProfileState state : ProfileState.values()) {
      assertThat(header).containsEntry("STATE_" + state, state.code());
    }
    assertThat(count("STATE_")).isEqualTo(ProfileState.values().length);
  }

  @Test
  void shouldGiveEveryReasonTheKernelsNumber() {
    for (StateReason reason : StateReason.values()) {
      assertThat(header).containsEntry("REASON_" + reason, reason.code());
    }
    assertThat(count("REASON_")).isEqualTo(StateReason.values().length);
  }

  @Test
  void shouldGiveEveryOperationTheKernelsNumber() {
    for (Operation operation : Operation.values()) {
      assertThat(header).containsEntry("OPERATION_" + operation, operation.code());
    }
    assertThat(count("OPERATION_")).isEqualTo(Operation.values().length);
    assertThat(header).containsEntry("ALIAS_PROFILE", Detector.ALIAS);
    assertThat(header).containsEntry("FREE_SLOT", Detector.FREE_SLOT);
  }

  @Test
  void shouldGiveEveryScopeTheKernelsNumber() {
    for (ScopeKind scope : ScopeKind.values()) {
      assertThat(header).containsEntry("SCOPE_" + scope, scope.code());
    }
    assertThat(count("SCOPE_")).isEqualTo(ScopeKind.values().length);
  }

  @Test
  void shouldShareTheLengths() {
    assertThat(header)
        .containsEntry("WINDOW_LENGTH", Layouts.WINDOW_LENGTH)
        .containsEntry("COMM_LENGTH", Layouts.COMM_LENGTH)
        .containsEntry("PATH_LENGTH", Layouts.PATH_LENGTH)
        .containsEntry("NAME_LENGTH", Layouts.NAME_LENGTH)
        .containsEntry("CALL_INDEXES", Layouts.CALL_INDEXES)
        .containsEntry("KNOWN_WINDOWS", Layouts.KNOWN_WINDOWS)
        .containsEntry("WINDOW_ROW", Layouts.WINDOW_ROW)
        .containsEntry("ROW_CELLS", Layouts.ROW_CELLS)
        .containsEntry("TRAIT_WORDS", Layouts.TRAIT_WORDS)
        .containsEntry("GRAM_LENGTH", Layouts.GRAM_LENGTH)
        .containsEntry("CALL_SETS_MAX", Layouts.CALL_SETS_MAX);
  }

  @Test
  void shouldGiveEveryStepOfATapeTheKernelsNumber() {
    for (TapeStep step : TapeStep.values()) {
      assertThat(header).containsEntry("STEP_" + step, step.code());
    }
    assertThat(count("STEP_")).isEqualTo(TapeStep.values().length);
    for (TapeResult result : TapeResult.values()) {
      assertThat(header).containsEntry("TAPE_" + result, result.code());
    }
    assertThat(header).containsEntry("TAPE_TASKS", TapePlayer.TASKS);
    assertThat(header).containsEntry("TAPE_STEPS", TapePlayer.STEPS);
  }

  @Test
  void shouldFindTheConstantsThatTheObjectKeepsUnchanged() {
    Btf btf = Btf.ofObject(ObjectFile.find("x86_64").orElseThrow());

    btf.constants()
        .forEach(
            (name, value) -> {
              if (header.containsKey(name)) {
                assertThat(value).as(name).isEqualTo(header.get(name).longValue());
              }
            });
  }

  private long count(String prefix) {
    return header.keySet().stream().filter(name -> name.startsWith(prefix)).count();
  }

  private static Map<String, Integer> header() {
    Map<String, Integer> constants = new HashMap<>();
    try {
      String text =
          Files.readString(Path.of("../bpf/src/events.h"))
              + Files.readString(Path.of("../bpf/src/steps.h"));
      Matcher matcher = Pattern.compile("\\b([A-Z][A-Z0-9_]+) = (\\d+)\\b").matcher(text);
      while (matcher.find()) {
        constants.put(matcher.group(1), Integer.valueOf(matcher.group(2)));
      }
    } catch (IOException absent) {
      throw new IllegalStateException("run the tests in the module's directory", absent);
    }
    return constants;
  }
}
