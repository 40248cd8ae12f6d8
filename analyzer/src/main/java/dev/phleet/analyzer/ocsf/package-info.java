/** Incidents and anomalies as OCSF Detection Findings, for systems that read that. */
package dev.phleet.analyzer.ocsf;
