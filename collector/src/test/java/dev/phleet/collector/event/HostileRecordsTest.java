package dev.phleet.collector.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.layout.Layouts;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Whatever bytes come: an event or a rejection, never an exception. */
final class HostileRecordsTest {
  @Property(tries = 2000)
  void shouldDecodeOrRejectAnyBytes(@ForAll @Size(max = 2000) byte[] bytes) {
    ByteBuffer record = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());

    assertThat(EventDecoder.decode(record)).isNotNull();
  }

  @Property(tries = 5000)
  void shouldDecodeOrRejectTheRightLengthWithAnyContent(@ForAll("records") ByteBuffer record) {
    Decoded decoded = EventDecoder.decode(record);

    if (decoded instanceof KernelEvent event) {
      assertThat(event.process().comm().length()).isLessThanOrEqualTo(Layouts.COMM_LENGTH);
      assertThat(event.header().kind().code())
          .isEqualTo(record.getInt(Layouts.EVENT_HEADER.offset("kind")));
    }
    if (decoded instanceof WindowEvent window) {
      assertThat(window.calls()).hasSizeLessThanOrEqualTo(Layouts.WINDOW_LENGTH);
      assertThat(window.missingDistances()).allMatch(d -> d >= 1 && d <= 8);
    }
    if (decoded instanceof Created created) {
      assertThat(created.path().length()).isLessThanOrEqualTo(Layouts.PATH_LENGTH);
    }
  }

  @Provide
  Arbitrary<ByteBuffer> records() {
    Arbitrary<EventKind> kinds = Arbitraries.of(EventKind.class);
    Arbitrary<Long> seeds = Arbitraries.longs();
    Arbitrary<Boolean> sane = Arbitraries.of(true, false);
    return Combinators.combine(kinds, seeds, sane).as(HostileRecordsTest::noise);
  }

  private static ByteBuffer noise(EventKind kind, long seed, boolean sane) {
    int size =
        switch (kind) {
          case CREATED -> Layouts.CREATED_EVENT.size();
          case STATE -> Layouts.STATE_EVENT.size();
          case ANOMALY, SEQUENCE -> Layouts.WINDOW_EVENT.size();
        };
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    ByteBuffer record = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    record.putInt(Layouts.EVENT_HEADER.offset("kind"), kind.code());
    if (sane) {
      int counters = Layouts.STATE_EVENT.offset("counters");
      record.putInt(counters + Layouts.PROFILE_COUNTERS.offset("state"), 1);
    }
    return record;
  }
}
