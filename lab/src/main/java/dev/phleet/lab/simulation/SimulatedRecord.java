package dev.phleet.lab.simulation;

import dev.phleet.schemas.Topic;
import org.apache.avro.specific.SpecificRecord;

/**
 * One record of a simulated fleet.
 *
 * @param topic where it goes
 * @param key its key
 * @param value its value
 */
public record SimulatedRecord(Topic<?> topic, String key, SpecificRecord value) {}
