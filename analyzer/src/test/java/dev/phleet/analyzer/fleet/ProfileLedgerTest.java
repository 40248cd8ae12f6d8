package dev.phleet.analyzer.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.analyzer.count.Counted;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProfileLedgerTest {
  private static final ProfileId ID = new ProfileId("host/with/slashes", 0xfedc_0000_0000_0001L);
  private static final String SHARE = "what it contributes";

  private final Map<ProfileId, KnownProfile> known = new HashMap<>();
  private final Map<Counted, Long> counted = new EnumMap<>(Counted.class);
  private final ProfileLedger<String, Change> ledger =
      new ProfileLedger<>(
          new InMap(known), (what, n) -> counted.merge(what, n, Long::sum), Change::new);

  private record Change(String executableId, ProfileId profile, Optional<String> share) {}

  private record InMap(Map<ProfileId, KnownProfile> map) implements ProfileLedger.Known {
    @Override
    public Optional<KnownProfile> get(ProfileId id) {
      return Optional.ofNullable(map.get(id));
    }

    @Override
    public void put(ProfileId id, Optional<KnownProfile> profile) {
      profile.ifPresentOrElse(p -> map.put(id, p), () -> map.remove(id));
    }
  }

  @Test
  void shouldReadTheKeyThatItWrites() {
    assertThat(ID.topicKey()).isEqualTo("host/with/slashes/fedc000000000001");
    assertThat(ProfileId.parse(ID.topicKey())).contains(ID);
    assertThat(ProfileId.parse("nothing")).isEmpty();
    assertThat(ProfileId.parse("/0000000000000001")).isEmpty();
    assertThat(ProfileId.parse("a/FEDC000000000001")).isEmpty();
    assertThat(ProfileId.parse("a/fedc00000000000")).isEmpty();
    assertThat(ProfileId.parse("a-fedc000000000001")).isEmpty();
    assertThat(ProfileId.parse("a\n/fedc000000000001")).isPresent();
  }

  @Test
  void shouldMoveAProfileWhoseFileWasReplaced() {
    ledger.put(ID, new KnownProfile("sha256:old", "r", 1), SHARE);
    assertThat(ledger.put(ID, new KnownProfile("sha256:new", "r", 2), SHARE))
        .containsExactly(
            new Change("sha256:old", ID, Optional.empty()),
            new Change("sha256:new", ID, Optional.of(SHARE)));
  }

  @Test
  void shouldIgnoreADuplicateAndAnOlderStateOfTheSameRun() {
    ledger.put(ID, new KnownProfile("sha256:x", "r", 7), SHARE);
    assertThat(ledger.put(ID, new KnownProfile("sha256:x", "r", 7), SHARE)).isEmpty();
    assertThat(ledger.put(ID, new KnownProfile("sha256:x", "r", 3), SHARE)).isEmpty();
    assertThat(ledger.put(ID, new KnownProfile("sha256:x", "next", 1), SHARE)).hasSize(1);
    assertThat(counted).containsEntry(Counted.STALE_STATE, 2L);
  }

  @Test
  void shouldTakeAwayWhatATombstoneNames() {
    ledger.put(ID, new KnownProfile("sha256:x", "r", 1), SHARE);
    assertThat(ledger.remove(ID)).isEqualTo(List.of(new Change("sha256:x", ID, Optional.empty())));
    assertThat(ledger.remove(ID)).isEmpty();
    assertThat(known).isEmpty();
    assertThat(counted).containsEntry(Counted.UNKNOWN_TOMBSTONE, 1L);
  }
}
