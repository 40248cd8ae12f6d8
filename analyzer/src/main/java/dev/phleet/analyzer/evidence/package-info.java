/**
 * The events behind an incident, read again from their topic: an incident names them, and only the
 * topic still has all that they say.
 */
package dev.phleet.analyzer.evidence;
