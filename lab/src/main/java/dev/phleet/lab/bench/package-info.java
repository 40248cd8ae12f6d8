/**
 * {@code phleet bench}: what the detector costs, measured here and now. Only processes that the
 * bench started itself are watched.
 */
package dev.phleet.lab.bench;
