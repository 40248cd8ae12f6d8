package dev.phleet.analyzer.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.analyzer.count.Counted;
import dev.phleet.schemas.event.State;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShareLedgerTest {
  private static final ProfileId ID = new ProfileId("host", 7);
  private static final ProfileId OTHER = new ProfileId("host", 8);

  private final InMemoryShareState state = new InMemoryShareState();
  private final FleetChanges changes = new FleetChanges();
  private final Map<Counted, Long> counted = new EnumMap<>(Counted.class);
  private final ShareLedger ledger =
      new ShareLedger(state, changes, (what, n) -> counted.merge(what, n, Long::sum));

  private static KnownShare share(String path, long calls, String run, long sequence) {
    return new KnownShare(
        new ProfileShare(State.NORMAL, path, calls, 0, 5, 100, 200), run, sequence);
  }

  private Map<String, FleetChange> changed() {
    Map<String, FleetChange> all = new HashMap<>();
    changes.take(all::put);
    return all;
  }

  @Test
  void shouldMoveAProfileWhoseFileWasReplaced() {
    ledger.put(ID, "sha256:old", share("/p", 10, "r", 1));
    changed();
    assertThat(ledger.put(ID, "sha256:new", share("/p", 3, "r", 2)))
        .hasValueSatisfying(
            step -> {
              assertThat(step.moves()).isTrue();
              assertThat(step.before()).contains(new ShareLedger.Place("sha256:old", "/p"));
              assertThat(step.now()).contains(new ShareLedger.Place("sha256:new", "/p"));
            });
    Map<String, FleetChange> both = changed();
    assertThat(both.get("sha256:old").normal()).isEqualTo(-1);
    assertThat(both.get("sha256:old").calls()).isEqualTo(-10);
    assertThat(both.get("sha256:old").pairs()).isEqualTo(Map.of(5, -1));
    assertThat(both.get("sha256:new").normal()).isEqualTo(1);
    assertThat(both.get("sha256:new").calls()).isEqualTo(3);
    assertThat(both.get("sha256:new").paths()).isEqualTo(Map.of("/p", 1));
  }

  @Test
  void shouldMoveAProfileWhoseFileWasRenamed() {
    ledger.put(ID, "sha256:x", share("/a", 1, "r", 1));
    changed();
    assertThat(ledger.put(ID, "sha256:x", share("/b", 1, "r", 2)))
        .hasValueSatisfying(step -> assertThat(step.moves()).isTrue());
    assertThat(changed().get("sha256:x").paths()).isEqualTo(Map.of("/a", -1, "/b", 1));
  }

  @Test
  void shouldSayThatAProfileHasNotMovedWhenItHasOnlyCountedMore() {
    ledger.put(ID, "sha256:x", share("/a", 1, "r", 1));
    changed();
    assertThat(ledger.put(ID, "sha256:x", share("/a", 4, "r", 2)))
        .hasValueSatisfying(step -> assertThat(step.moves()).isFalse());
    FleetChange change = changed().get("sha256:x");
    assertThat(change.calls()).isEqualTo(3);
    assertThat(change.normal()).isZero();
    assertThat(change.paths()).isEmpty();
    assertThat(change.pairs()).isEmpty();
  }

  @Test
  void shouldIgnoreADuplicateAndAnOlderStateOfTheSameRun() {
    ledger.put(ID, "sha256:x", share("/p", 1, "r", 7));
    changed();
    assertThat(ledger.put(ID, "sha256:x", share("/p", 2, "r", 7))).isEmpty();
    assertThat(ledger.put(ID, "sha256:x", share("/p", 2, "r", 3))).isEmpty();
    assertThat(changed()).isEmpty();
    assertThat(ledger.put(ID, "sha256:x", share("/p", 2, "next", 1))).isPresent();
    assertThat(counted).containsEntry(Counted.STALE_STATE, 2L);
  }

  @Test
  void shouldIgnoreAnOlderStateThatNamesTheExecutableOfBefore() {
    ledger.put(ID, "sha256:old", share("/p", 1, "r", 1));
    ledger.put(ID, "sha256:new", share("/p", 1, "r", 2));
    ledger.put(ID, "sha256:new", share("/p", 2, "r", 9));
    changed();
    assertThat(ledger.put(ID, "sha256:old", share("/p", 1, "r", 8))).isEmpty();
    assertThat(changed()).isEmpty();
    assertThat(state.shares("sha256:old", "host")).isEqualTo(HostShares.NONE);
  }

  @Test
  void shouldTakeAwayWhatATombstoneNames() {
    ledger.put(ID, "sha256:x", share("/p", 1, "r", 1));
    ledger.put(OTHER, "sha256:x", share("/q", 1, "r", 2));
    assertThat(ledger.remove(ID))
        .contains(
            new ShareLedger.Step(
                Optional.of(new ShareLedger.Place("sha256:x", "/p")), Optional.empty(), false));
    assertThat(ledger.remove(ID)).isEmpty();
    assertThat(counted).containsEntry(Counted.UNKNOWN_TOMBSTONE, 1L);
    ledger.remove(OTHER);
    assertThat(state.size()).isZero();
    assertThat(changed().get("sha256:x").normal()).isZero();
  }

  @Test
  void shouldSayWhetherAnotherProfileOfTheHostIsThereAlready() {
    assertThat(ledger.put(ID, "sha256:x", share("/p", 1, "r", 1)).orElseThrow().first()).isTrue();
    assertThat(ledger.put(OTHER, "sha256:x", share("/q", 1, "r", 2)).orElseThrow().first())
        .isTrue();
    assertThat(ledger.put(OTHER, "sha256:x", share("/p", 1, "r", 3)).orElseThrow().first())
        .isFalse();
    ledger.remove(ID);
    assertThat(ledger.put(ID, "sha256:x", share("/q", 1, "r", 4)).orElseThrow().first()).isTrue();
  }

  @Test
  void shouldSaySoBeforeWhatWaitsIsTooLargeForARecord() {
    String path = "/" + "x".repeat(4000);
    int told = 0;
    while (!changes.isLarge()) {
      ledger.put(new ProfileId("host", told), "sha256:x", share(path + told, 1, "r", ++told));
    }
    assertThat(told).isBetween(50, 200);
    changed();
    assertThat(changes.isLarge()).isFalse();
  }
}
