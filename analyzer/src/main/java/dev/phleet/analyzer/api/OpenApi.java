package dev.phleet.analyzer.api;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The description of the API. */
final class OpenApi {
  private final byte[] document;

  OpenApi(String resource) {
    try (InputStream in = OpenApi.class.getResourceAsStream(resource)) {
      document = in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(Context ctx) {
    Asked.of(ctx);
    ctx.contentType("application/json").result(document);
  }
}
