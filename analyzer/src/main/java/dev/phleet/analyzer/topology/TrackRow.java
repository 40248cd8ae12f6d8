package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.correlation.SignatureTrack;

/**
 * A row of {@link StoreNames#SESSIONS}, whose key is the signature.
 *
 * @param executableId the executable, which the signature is of
 * @param track the sessions
 */
record TrackRow(String executableId, SignatureTrack track) {}
