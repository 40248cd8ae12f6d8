package dev.phleet.analyzer.api;

import dev.phleet.analyzer.evidence.AnomalyLog;
import dev.phleet.analyzer.live.RecentAnomalies;
import dev.phleet.analyzer.query.ExecutableQueries;
import dev.phleet.analyzer.query.HostQueries;
import dev.phleet.analyzer.query.IncidentQueries;

/**
 * What the API answers from.
 *
 * @param incidents incidents
 * @param hosts hosts
 * @param executables programs
 * @param log the anomalies that are still kept
 * @param anomalies the newest anomalies
 * @param acknowledgements where acknowledgements are written
 * @param health how the analyzer is
 * @param metrics what is measured
 */
public record Sources(
    IncidentQueries incidents,
    HostQueries hosts,
    ExecutableQueries executables,
    AnomalyLog log,
    RecentAnomalies anomalies,
    Acknowledgements acknowledgements,
    Health health,
    Metrics metrics) {}
