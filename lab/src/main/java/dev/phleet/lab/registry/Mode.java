package dev.phleet.lab.registry;

import java.util.Locale;

/** What may be done with a subject. */
enum Mode {
  READWRITE,
  READONLY,
  READONLY_OVERRIDE,
  IMPORT;

  static Mode of(String name) {
    try {
      return valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw RegistryError.invalidMode();
    }
  }

  boolean readsOnly() {
    return this == READONLY || this == READONLY_OVERRIDE;
  }
}
