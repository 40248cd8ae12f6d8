package dev.phleet.analyzer.version;

import dev.phleet.schemas.event.Severity;
import java.time.Duration;

/**
 * When an executable on one host only is an incident.
 *
 * @param enabled whether it ever is
 * @param severity how much it matters
 * @param hosts how many other hosts must have one and the same other version under its path
 * @param patience how long it must be alone: a new version reaches one host first
 */
public record StrangerSettings(boolean enabled, Severity severity, int hosts, Duration patience) {}
