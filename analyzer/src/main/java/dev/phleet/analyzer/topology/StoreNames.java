package dev.phleet.analyzer.topology;

/**
 * Names of the state stores. Renaming one loses what it held: they are part of the state's format.
 */
public final class StoreNames {
  /** By host id: which anomalies of which run have arrived. */
  public static final String DELIVERIES = "anomaly-deliveries";

  /** The offset at which reading of the partition began. */
  public static final String ORIGIN = "anomaly-origin";

  /** By signature: sessions. */
  public static final String SESSIONS = "spread-sessions";

  /** By session or incident, and host id when there are many: what hosts showed. */
  public static final String SIGHTINGS = "spread-sightings";

  /** By executable id: its incidents that are open, or closed a short while ago. */
  public static final String SPREADS = "spread-incidents";

  /** By rule and host id: what came together on the host. */
  public static final String HOST_CLUSTERS = "host-clusters";

  /** By rule and executable id or process: what came together. */
  public static final String EXECUTABLE_CLUSTERS = "executable-clusters";

  /** Of spreads: exhibits, members, and the spreads of a host. */
  public static final String DETAILS = "spread-details";

  /** By host id: the executable of each profile, by its states and by its pairs. */
  public static final String PROFILES = "profile-ledger";

  /** By executable id and host id, divided by host: what the host's profiles contribute. */
  public static final String SHARES = "fleet-shares";

  /** By executable id: sums over the fleet. */
  public static final String SUMMARIES = "fleet-summaries";

  /** By executable id and path, or number of pairs: how many have it. */
  public static final String TALLIES = "fleet-tallies";

  /** By incident id: the newest record of an incident. */
  public static final String INCIDENTS = "incidents";

  /** By incident id: acknowledgements of incidents that are not known yet. */
  public static final String EARLY_ACKNOWLEDGEMENTS = "acknowledgements-early";

  /** By host id: the newest heartbeat and what follows from it. */
  public static final String HOSTS = "hosts";

  /** By executable id: what was last published of it. */
  public static final String LATEST = "fleet-latest";

  /** By executable id: which pairs how many hosts know, and which host has which set of them. */
  public static final String PAIRS = "fleet-pairs";

  /** By path: its versions (executable ids), their hosts, and what is noted about strangers. */
  public static final String VERSIONS = "path-versions";

  private StoreNames() {}
}
