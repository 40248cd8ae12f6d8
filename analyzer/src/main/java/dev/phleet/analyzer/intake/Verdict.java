package dev.phleet.analyzer.intake;

/**
 * Why an event is kept out.
 *
 * @param fault the reason, for programs
 * @param message the reason, for people
 */
public record Verdict(Fault fault, String message) {}
