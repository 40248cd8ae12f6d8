package dev.phleet.analyzer.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where and for whom the HTTP API and the dashboard are.
 *
 * @param enabled whether there is any
 * @param bind address to listen on
 * @param port port to listen on; 0: any that is free
 * @param tokenFile file with the bearer token that every caller must show; empty: none
 * @param tls TLS; empty: plain HTTP
 * @param advertised {@code host:port} under which other instances reach this one; empty: bind and
 *     port
 */
public record HttpSettings(
    boolean enabled,
    String bind,
    int port,
    Optional<Path> tokenFile,
    Optional<Tls> tls,
    Optional<String> advertised) {

  /**
   * Files of TLS: certificate and key, or a keystore with both.
   *
   * @param certificate chain of certificates, PEM
   * @param key its private key, PEM (PKCS #8, not encrypted)
   * @param keystore PKCS #12
   * @param keystorePasswordFile file with its password
   * @param clientCa certificates, PEM, one of which must have signed a caller's; empty: callers
   *     need none
   */
  public record Tls(
      Optional<Path> certificate,
      Optional<Path> key,
      Optional<Path> keystore,
      Optional<Path> keystorePasswordFile,
      Optional<Path> clientCa) {}

  /** Whether callers must show a certificate. */
  public boolean mutualTls() {
    return tls.flatMap(Tls::clientCa).isPresent();
  }
}
