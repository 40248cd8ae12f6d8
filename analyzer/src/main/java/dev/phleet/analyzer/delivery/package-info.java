/** Which events of a collector's run have arrived: duplicates and gaps. Plain Java, no Kafka. */
package dev.phleet.analyzer.delivery;
