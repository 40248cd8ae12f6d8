package dev.phleet.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.lab.demo.Program;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.CollectorStatus;
import dev.phleet.schemas.event.ProfileState;
import dev.phleet.schemas.event.State;
import dev.phleet.schemas.event.StateReason;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A dry start: everything is learned, nothing is judged. */
@NeedsKernel
@Timeout(180)
class TrainOnlyEndToEndTest {

  @Test
  void shouldLearnAndNeverJudge(@TempDir Path directory) throws Exception {
    Program program = Program.copyTo(directory);
    String path = program.path().toString();
    // Were it not for train-only, a frozen profile would be normal at once.
    Map<String, String> dry = Map.of("train-only", "true", "detector.normal-wait", "1ms");
    try (OneHost host = OneHost.start(directory, dry)) {
      host.run(program.normally(23));
      host.until("it is frozen", () -> states(host, path, StateReason.FROZEN).size() == 1);
      long known = states(host, path, StateReason.FROZEN).get(0).getPairs();
      for (int i = 0; i < 43; i++) {
        host.tree().run(program.writingTwice());
      }
      host.run(program.normally(23));
      assertThat(host.said("ps", "-p", "--filter", "PATH=" + path)).doesNotContain("normal");
      host.stopCollector();

      assertThat(host.all(Anomaly.class, a -> true)).isEmpty();
      List<ProfileState> all =
          host.all(ProfileState.class, s -> s.getExecutable().getPath().equals(path));
      assertThat(all)
          .extracting(ProfileState::getReason)
          .doesNotContain(
              StateReason.BECAME_NORMAL, StateReason.ANOMALY_LIMIT, StateReason.TOLERIZE_LIMIT);
      assertThat(host.all(ProfileState.class, s -> s.getState() == State.NORMAL)).isEmpty();
      assertThat((long) all.get(all.size() - 1).getPairs())
          .as("it stays, and grows")
          .isGreaterThan(known);
      assertThat(host.all(CollectorStatus.class, s -> true))
          .isNotEmpty()
          .allMatch(CollectorStatus::getTrainOnly);
      shouldSayThatNoCollectorRuns(host);
    }
  }

  private static void shouldSayThatNoCollectorRuns(OneHost stopped) throws Exception {
    for (String[] command :
        List.of(
            new String[] {"ps"},
            new String[] {"admin", "status"},
            new String[] {"inspect", "/bin/sh"})) {
      Phleet.Said said = stopped.phleet(command);
      assertThat(said.code()).isEqualTo(2);
      assertThat(said.out()).isEmpty();
      assertThat(said.err()).contains("no collector runs here").hasLineCount(1);
    }
  }

  private static List<ProfileState> states(OneHost host, String path, StateReason reason) {
    return host.all(
        ProfileState.class,
        s -> s.getExecutable().getPath().equals(path) && s.getReason() == reason);
  }
}
