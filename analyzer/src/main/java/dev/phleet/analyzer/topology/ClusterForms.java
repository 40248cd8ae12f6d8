package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.correlation.cluster.Case;
import dev.phleet.analyzer.correlation.cluster.Cluster;
import dev.phleet.analyzer.correlation.cluster.ClusterTrack;
import dev.phleet.analyzer.correlation.cluster.Facet;
import dev.phleet.analyzer.correlation.cluster.FacetTrack;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;

/** How clusters are written. Any change here needs a new version number. */
final class ClusterForms {
  static final StateSerde<ClusterRow> ROW =
      new StateSerde<>("cluster-row", 3, ClusterForms::row, ClusterForms::row);

  private static final int TRACK = 1;
  private static final int PART = 2;
  private static final int OLDEST = 3;

  private ClusterForms() {}

  private static void row(StateWriter out, ClusterRow row) {
    if (row instanceof ClusterRow.Track track) {
      out.number(TRACK)
          .number(track.track().next())
          .list(track.track().clusters(), ClusterForms::cluster);
    } else if (row instanceof ClusterRow.Part part) {
      out.number(PART);
      part(out, part.track());
    } else if (row instanceof ClusterRow.Oldest oldest) {
      out.number(OLDEST).list(oldest.events(), StateForms::event);
    }
  }

  private static ClusterRow row(StateReader in) {
    return switch (in.size()) {
      case TRACK ->
          new ClusterRow.Track(new ClusterTrack(in.number(), in.list(ClusterForms::cluster)));
      case PART -> new ClusterRow.Part(part(in));
      case OLDEST -> new ClusterRow.Oldest(in.list(StateForms::event));
      default -> throw new SerializationException("no such row of clusters");
    };
  }

  private static void cluster(StateWriter out, Cluster c) {
    out.number(c.number()).number(c.first()).number(c.last() - c.first()).number(c.count());
    out.number(c.facets()).number(c.kinds()).number(c.peak()).flag(c.incident().isPresent());
    c.incident().ifPresent(incident -> incident(out, incident));
    StateForms.observation(out, c.exemplar());
    out.number(c.evidenceUntil());
  }

  private static Cluster cluster(StateReader in) {
    long number = in.number();
    long first = in.number();
    return new Cluster(
        number,
        first,
        first + in.number(),
        in.number(),
        in.size(),
        in.size(),
        in.size(),
        in.flag() ? Optional.of(incident(in)) : Optional.empty(),
        StateForms.observation(in),
        in.number());
  }

  private static void incident(StateWriter out, Case c) {
    out.text(c.id()).number(c.openedAt()).flag(c.closed()).flag(c.told());
    out.number(c.toldFacets()).number(c.toldCount());
  }

  private static Case incident(StateReader in) {
    return new Case(in.text(), in.number(), in.flag(), in.flag(), in.size(), in.number());
  }

  private static void part(StateWriter out, FacetTrack t) {
    Facet facet = t.facet();
    out.id(facet.id()).text(facet.name()).text(facet.detail()).number(facet.number());
    out.number(t.first()).number(t.last() - t.first()).number(t.count());
    out.list(t.times(), (w, time) -> w.number(time - t.first()));
  }

  private static FacetTrack part(StateReader in) {
    Facet facet = new Facet(in.id(), in.text(), in.text(), in.number());
    long first = in.number();
    return new FacetTrack(
        facet, first, first + in.number(), in.number(), in.list(i -> first + i.number()));
  }
}
