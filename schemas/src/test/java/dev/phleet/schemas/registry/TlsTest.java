package dev.phleet.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phleet.schemas.event.Host;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry over TLS that demands a certificate of its clients. */
class TlsTest {

  private static final String PASSWORD = "changeit";
  private static final String TLS = "schema.registry.ssl.";

  @TempDir private Path directory;
  private Path key;
  private Path trust;

  @BeforeEach
  void makeCertificate() throws Exception {
    key = makeKey("right.p12", "SAN=ip:127.0.0.1");
    trust = trustIn("trust.p12", key);
  }

  private Path makeKey(String name, String extension) throws IOException, InterruptedException {
    Path store = directory.resolve(name);
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "registry",
            "-keyalg",
            "EC",
            "-dname",
            "CN=registry",
            "-ext",
            extension,
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            PASSWORD);
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(output).isZero();
    return store;
  }

  private Path trustIn(String name, Path keyStore) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    Certificate certificate = load(keyStore).getCertificate("registry");
    trusted.setCertificateEntry("registry", certificate);
    Path store = directory.resolve(name);
    try (var out = Files.newOutputStream(store)) {
      trusted.store(out, PASSWORD.toCharArray());
    }
    return store;
  }

  private static KeyStore load(Path path) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(path)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private ScriptedServer server(Path keyStore) throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(load(keyStore), PASSWORD.toCharArray());
    TrustManagerFactory trusts = TrustManagerFactory.getInstance("PKIX");
    trusts.init(load(trust));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trusts.getTrustManagers(), null);
    return ScriptedServer.withTls(context).say(200, "{\"id\":23}");
  }

  private Map<String, Object> configs(ScriptedServer server, Path truststore) {
    Map<String, Object> configs = new HashMap<>();
    configs.put("schema.registry.url", server.url());
    configs.put("max.retries", 0);
    configs.put(TLS + "truststore.location", truststore.toString());
    configs.put(TLS + "truststore.password", PASSWORD);
    configs.put(TLS + "truststore.type", "PKCS12");
    configs.put(TLS + "keystore.location", key.toString());
    configs.put(TLS + "keystore.password", PASSWORD);
    configs.put(TLS + "keystore.type", "PKCS12");
    return configs;
  }

  private static int ask(Map<String, Object> configs) {
    return HttpRegistryClient.from(configs).register("s", Host.getClassSchema());
  }

  @Test
  void shouldSpeakTlsWithACertificateOfItsOwn() throws Exception {
    try (ScriptedServer server = server(key)) {
      assertThat(ask(configs(server, trust))).isEqualTo(23);
    }
  }

  @Test
  void shouldNotSpeakToARegistryThatItDoesNotTrust() throws Exception {
    Path other = trustIn("other.p12", makeKey("otherkey.p12", "SAN=ip:127.0.0.1"));
    try (ScriptedServer server = server(key)) {
      assertThatThrownBy(() -> ask(configs(server, other)))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("SSLHandshakeException")
          .hasMessageContaining("schema.registry.ssl");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void shouldCheckTheNameInTheCertificateUnlessTold() throws Exception {
    Path wrong = makeKey("wrong.p12", "SAN=dns:registry.example");
    Path trusted = trustIn("wrongtrust.p12", wrong);
    try (ScriptedServer server = server(wrong)) {
      Map<String, Object> configs = configs(server, trusted);
      assertThatThrownBy(() -> ask(configs)).isInstanceOf(RegistryUnavailableException.class);
      configs.put(TLS + "endpoint.identification.algorithm", "");
      assertThat(ask(configs)).isEqualTo(23);
    }
  }
}
