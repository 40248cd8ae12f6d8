package dev.phleet.analyzer.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.analyzer.delivery.RunProgress.Arrival;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class RunProgressTest {
  @Property
  void shouldAgreeWithAPlainSetOfNumbers(
      @ForAll @Size(max = 200) List<@LongRange(min = 1, max = 120) Long> arrivals) {
    RunProgress progress = RunProgress.after("r", 0, 0);
    Set<Long> arrived = new HashSet<>();
    for (long sequence : arrivals) {
      RunProgress.Step step = progress.arrive(sequence, 0, 0);
      assertThat(step.arrival() == Arrival.DUPLICATE).isEqualTo(!arrived.add(sequence));
      progress = step.after();
    }
    Set<Long> missing = new TreeSet<>();
    for (Missing range : progress.missing()) {
      LongStream.rangeClosed(range.from(), range.to()).forEach(missing::add);
    }
    Set<Long> expected = new TreeSet<>();
    LongStream.rangeClosed(1, progress.highest())
        .filter(n -> !arrived.contains(n))
        .forEach(expected::add);
    assertThat(missing).isEqualTo(expected);
  }
}
