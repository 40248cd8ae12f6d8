package dev.phleet.analyzer.api;

import dev.phleet.analyzer.config.HttpSettings;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The one door of the server, with or without TLS. */
final class Connectors {
  private static final int LARGEST_HEADERS = 8 * 1024;
  private static final long IDLE_MILLIS = 30_000;
  private static final int WAITING = 128;

  private Connectors() {}

  static Connector of(Server server, HttpSettings settings, Optional<SSLContext> tls) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(LARGEST_HEADERS);
    http.setUriCompliance(
        UriCompliance.DEFAULT.with(
            "ids-in-paths",
            UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING));
    ServerConnector connector =
        tls.map(context -> secure(server, settings, http, context))
            .orElseGet(() -> new ServerConnector(server, 1, 1, new HttpConnectionFactory(http)));
    connector.setHost(settings.bind());
    connector.setPort(settings.port());
    connector.setIdleTimeout(IDLE_MILLIS);
    connector.setAcceptQueueSize(WAITING);
    return connector;
  }

  private static ServerConnector secure(
      Server server, HttpSettings settings, HttpConfiguration http, SSLContext context) {
    // Which names the certificate is good for is for the caller to judge.
    http.addCustomizer(new SecureRequestCustomizer(false));
    SslContextFactory.Server ssl = new SslContextFactory.Server();
    ssl.setSslContext(context);
    ssl.setNeedClientAuth(settings.mutualTls());
    return new ServerConnector(
        server, 1, 1, new SslConnectionFactory(ssl, "http/1.1"), new HttpConnectionFactory(http));
  }
}
