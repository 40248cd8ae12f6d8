package dev.phleet.analyzer.correlation.cluster;

/**
 * A cluster that is an incident.
 *
 * @param id identity of the incident
 * @param openedAt event time at which the rule was first met, microseconds
 * @param closed whether it is closed
 * @param told whether anything has been told of it
 * @param toldFacets how many facets have been told
 * @param toldCount how many events have been told
 */
public record Case(
    String id, long openedAt, boolean closed, boolean told, int toldFacets, long toldCount) {
  static Case open(String id, long openedAt) {
    return new Case(id, openedAt, false, false, 0, 0);
  }

  Case withClosed(boolean nowClosed) {
    return new Case(id, openedAt, nowClosed, told, toldFacets, toldCount);
  }

  Case asTold(Cluster cluster) {
    return new Case(id, openedAt, closed, true, cluster.facets(), cluster.count());
  }
}
