package dev.phleet.collector.publish;

import dev.phleet.collector.calls.CallNames;
import dev.phleet.collector.clock.BootClock;
import dev.phleet.collector.context.ContextCache;
import dev.phleet.collector.context.ContextReader;
import dev.phleet.collector.identity.Executables;
import dev.phleet.collector.profile.ProfileImage;
import dev.phleet.schemas.event.Host;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The collector from the ring buffer on, put together as the real one, without the kernel. */
final class Wiring implements AutoCloseable {
  final HostIdentity identity =
      new HostIdentity(new Host("host-1", "one", "boot-1"), "run-1", "x86_64");
  final BootClock clock = new BootClock();
  final Sequencer sequencer = new Sequencer();
  final EventQueue queue;
  final Executables executables = new Executables();
  final EventMapper mapper =
      new EventMapper(
          identity,
          clock,
          CallNames.forArchitecture("x86_64"),
          executables,
          new ContextCache(new ContextReader()));
  final EventIntake intake;
  final PairsDue pairs;
  final Map<Long, ProfileImage> images = new HashMap<>();
  final DeliveryLedger ledger = new DeliveryLedger();

  Wiring(int queueMax) {
    queue = new EventQueue(queueMax, sequencer);
    pairs = new PairsDue(queue, key -> Optional.ofNullable(images.get(key)));
    intake = new EventIntake(mapper, queue, sequencer, pairs);
  }

  /** A record comes out of the ring, alone. */
  void accept(ByteBuffer record) {
    intake.accept(record);
    intake.drained();
  }

  Outgoing next() throws InterruptedException {
    return mapper.map(queue.take().orElseThrow()).orElseThrow();
  }

  @Override
  public void close() {
    executables.close();
  }
}
