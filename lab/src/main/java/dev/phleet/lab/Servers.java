package dev.phleet.lab;

import java.util.Properties;

/**
 * A broker and a registry that run already.
 *
 * @param broker for {@code bootstrap.servers}
 * @param registry for {@code schema.registry.url}
 */
public record Servers(String broker, String registry) {
  /** As collectors are told. */
  Properties addresses() {
    Properties addresses = new Properties();
    addresses.setProperty("bootstrap.servers", broker);
    addresses.setProperty("schema.registry.url", registry);
    return addresses;
  }
}
