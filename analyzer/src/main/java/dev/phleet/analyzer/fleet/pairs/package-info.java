/**
 * Which lookahead pairs of a program how many hosts know: exact, kept up to date pair by pair,
 * plain Java.
 */
package dev.phleet.analyzer.fleet.pairs;
