/** What happens right now: the topics read from their end, for everybody who listens. */
package dev.phleet.analyzer.live;
