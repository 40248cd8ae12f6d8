package dev.phleet.analyzer.api;

import dev.phleet.analyzer.config.ConfigException;
import dev.phleet.analyzer.config.HttpSettings;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Decides who may come in. With a token every caller must show it. Without one the server listens
 * on this machine only or asks for certificates; then a page of another site, opened in a browser
 * here, could still make that browser ask: so the request must be addressed to a loopback name (a
 * rebound name is not), and what changes something must come from this very site.
 */
final class Door {
  private static final int SHORTEST_TOKEN = 16;
  private static final String BEARER = "Bearer ";
  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]+)?");

  private final Optional<String> token;
  private final boolean loopbackOnly;
  private final AtomicLong refused = new AtomicLong();

  private Door(Optional<String> token, boolean loopbackOnly) {
    this.token = token;
    this.loopbackOnly = loopbackOnly;
  }

  /**
   * Reads the token.
   *
   * @throws ConfigException when its file cannot be read or holds nothing that is worth the name
   */
  static Door of(HttpSettings settings) {
    Optional<String> token = settings.tokenFile().map(Door::read);
    return new Door(token, token.isEmpty() && !settings.mutualTls());
  }

  private static String read(Path file) {
    String token;
    try {
      token = Files.readString(file, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new ConfigException(
          "Cannot read the token of http.token-file (" + e + "): name a readable file");
    }
    if (token.length() < SHORTEST_TOKEN || token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new ConfigException(
          "The token in "
              + file
              + " can be guessed or sent by nobody: write at least "
              + SHORTEST_TOKEN
              + " letters and digits into it, e.g. with 'openssl rand -hex 32'");
    }
    return token;
  }

  /** The token, to be shown to other instances. */
  Optional<String> token() {
    return token;
  }

  /** Requests that were refused. */
  long refused() {
    return refused.get();
  }

  /**
   * Looks at a request to the API.
   *
   * @throws Refused when it may not come in
   */
  void check(Context ctx) {
    try {
      requireToken(ctx);
      requireAddress(ctx);
      requireSameSite(ctx);
    } catch (Refused e) {
      refused.incrementAndGet();
      throw e;
    }
  }

  private void requireToken(Context ctx) {
    if (token.isEmpty()) {
      return;
    }
    String shown = ctx.header("Authorization");
    boolean right =
        shown != null
            && shown.startsWith(BEARER)
            && MessageDigest.isEqual(
                shown.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8),
                token.get().getBytes(StandardCharsets.UTF_8));
    if (!right) {
      ctx.header("WWW-Authenticate", "Bearer");
      throw new Refused(401, "Show the token: Authorization: Bearer TOKEN.");
    }
  }

  private void requireAddress(Context ctx) {
    String host = ctx.header("Host");
    if (loopbackOnly && (host == null || !LOOPBACK.matcher(host).matches())) {
      throw new Refused(403, "Without a token only requests to a loopback address are answered.");
    }
  }

  private static void requireSameSite(Context ctx) {
    String origin = ctx.header("Origin");
    if (ctx.method().equals(HandlerType.GET) || origin == null) {
      return;
    }
    String host = ctx.header("Host");
    if (host == null || !host.equals(authority(origin))) {
      throw new Refused(403, "Another site's page may not change anything here.");
    }
  }

  private static String authority(String origin) {
    try {
      return URI.create(origin).getAuthority();
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
