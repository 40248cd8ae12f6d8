package dev.phleet.lab.registry;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * An answer that is JSON already.
 *
 * @param text the JSON
 */
record RawJson(@JsonValue @JsonRawValue String text) {}
