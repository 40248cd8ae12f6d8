package dev.phleet.analyzer.topology;

/**
 * Names of the state stores. Renaming one loses what it held: they are part of the state's format.
 */
public final class StoreNames {
  /** By host id: which anomalies of which run have arrived. */
  public static final String DELIVERIES = "anomaly-deliveries";

  /** The offset at which reading of the partition began. */
  public static final String ORIGIN = "anomaly-origin";

  /** By executable id and signature: sessions. */
  public static final String SESSIONS = "spread-sessions";

  /** By executable id, signature, session and host id: what the host showed. */
  public static final String SIGHTINGS = "spread-sightings";

  /** By executable id: its incidents that are open, or closed a short while ago. */
  public static final String SPREADS = "spread-incidents";

  /** Of incidents: exhibits, members, and the incidents of a host. */
  public static final String DETAILS = "spread-details";

  /** By host id and profile key: the executable of a profile. */
  public static final String PROFILES = "profile-ledger";

  /** By executable id, host id and profile key: what a profile contributes. */
  public static final String SHARES = "fleet-shares";

  /** By executable id: sums over the fleet. */
  public static final String SUMMARIES = "fleet-summaries";

  /** By executable id and path, or number of pairs: how many have it. */
  public static final String TALLIES = "fleet-tallies";

  private StoreNames() {}
}
