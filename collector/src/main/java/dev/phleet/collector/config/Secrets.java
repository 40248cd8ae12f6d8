package dev.phleet.collector.config;

import java.util.List;
import java.util.Locale;

/** Keeps out of sight what only the broker and the registry are to know. */
final class Secrets {
  private static final String MASK = "********";
  private static final List<String> SECRET =
      List.of("password", "jaas", "user.info", "secret", "token", "credential", "keystore.key");

  private Secrets() {}

  /** A value as it may be shown. */
  static String masked(String key, String text) {
    String name = key.toLowerCase(Locale.ROOT);
    // basic.auth.credentials.source and its like say only where a secret is.
    if (!name.endsWith(".source") && SECRET.stream().anyMatch(name::contains)) {
      return MASK;
    }
    // user:password@ in an address.
    return text.replaceAll("(?<=//)[^/@,\\s]*:[^/@,\\s]*(?=@)", MASK);
  }
}
