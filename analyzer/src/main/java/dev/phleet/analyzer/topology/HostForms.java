package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.host.KnownHost;
import dev.phleet.schemas.event.CollectorStatus;

/** How hosts are kept. Any change here or in the schema needs a new version number. */
final class HostForms {
  private static final EventForm<CollectorStatus> STATUS =
      new EventForm<>(CollectorStatus.class, CollectorStatus.getClassSchema());

  static final StateSerde<KnownHost> HOST =
      new StateSerde<>("host", 1, HostForms::host, HostForms::host);

  private HostForms() {}

  private static void host(StateWriter out, KnownHost host) {
    STATUS.write(out, host.status());
    out.number(host.arrivedAtMillis()).text(host.previousRunId());
    out.number(host.grown()).number(host.grownAtMicros()).flag(host.silent());
  }

  private static KnownHost host(StateReader in) {
    return new KnownHost(
        STATUS.read(in), in.number(), in.text(), in.number(), in.number(), in.flag());
  }
}
