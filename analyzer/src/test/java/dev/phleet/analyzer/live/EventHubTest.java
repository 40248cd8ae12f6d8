package dev.phleet.analyzer.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventHubTest {
  private static final int CAPACITY = 7;
  private final EventHub hub = new EventHub(2, CAPACITY);

  private static List<Integer> values(Subscription events) throws InterruptedException {
    return events.take(Duration.ZERO, 100).stream().map(e -> Integer.valueOf(e.data())).toList();
  }

  private Subscription join() {
    return hub.join(EventHub.TYPES, Optional.empty()).orElseThrow().events();
  }

  @Test
  void shouldTellEverybodyOfTheirTypesInOrder() throws Exception {
    Subscription all = join();
    Subscription hosts = hub.join(Set.of("host"), Optional.empty()).orElseThrow().events();
    hub.publish("incident", "i", String.valueOf(1));
    hub.publish("host", "h", String.valueOf(2));
    assertThat(values(all)).containsExactly(1, 2);
    assertThat(values(hosts)).containsExactly(2);
  }

  @Test
  void shouldTellASlowListenerOnlyTheNewestOfEachThing() throws Exception {
    Subscription slow = join();
    for (int i = 0; i < 23; i++) {
      hub.publish("host", "h" + i % 3, String.valueOf(i));
    }
    assertThat(values(slow)).containsExactly(20, 21, 22);
    assertThat(hub.dropped()).isZero();
  }

  @Test
  void shouldDropAListenerForWhomTooMuchWaitsAndCountIt() throws Exception {
    Subscription slow = join();
    for (int i = 0; i <= CAPACITY; i++) {
      hub.publish("anomaly", "a" + i, String.valueOf(i));
    }
    assertThat(slow.isClosed()).isTrue();
    assertThat(values(slow)).isEmpty();
    assertThat(hub.dropped()).isEqualTo(1);
    assertThat(hub.listeners()).isZero();
  }

  @Test
  void shouldRefuseMoreListenersThanItHasRoomFor() {
    join();
    Subscription second = join();
    assertThat(hub.join(EventHub.TYPES, Optional.empty())).isEmpty();
    assertThat(hub.refused()).isEqualTo(1);
    hub.leave(second);
    assertThat(hub.join(EventHub.TYPES, Optional.empty())).isPresent();
  }

  @Test
  void shouldGoOnAfterTheLastEventThatWasSeenOrSayThatItCannot() throws Exception {
    Subscription first = join();
    for (int i = 0; i < CAPACITY + 2; i++) {
      hub.publish("host", "h" + i % 5, String.valueOf(i));
    }
    List<LiveEvent> seen = first.take(Duration.ZERO, 100);
    String third = seen.get(2).id();
    EventHub.Joined again = hub.join(EventHub.TYPES, Optional.of(third)).orElseThrow();
    assertThat(again.whole()).isTrue();
    assertThat(values(again.events())).containsExactly(7, 8);
    hub.leave(again.events());
    String run = third.substring(0, third.lastIndexOf('-'));
    assertThat(hub.join(EventHub.TYPES, Optional.of(run + "-1")).orElseThrow().whole()).isFalse();
  }

  @Test
  void shouldLetListenersGoWhenItIsClosed() throws Exception {
    Subscription listener = join();
    hub.close();
    assertThat(listener.take(Duration.ofMinutes(1), 1)).isEmpty();
    assertThat(listener.isClosed()).isTrue();
  }
}
