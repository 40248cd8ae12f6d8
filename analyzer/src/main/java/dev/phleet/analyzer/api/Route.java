package dev.phleet.analyzer.api;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/**
 * One operation of the API.
 *
 * @param method GET, POST or DELETE
 * @param path with {@code {names}} of parameters
 * @param open whether anybody may ask: the answer says nothing about the fleet
 * @param handler what answers
 */
record Route(HandlerType method, String path, boolean open, Handler handler) {
  static Route get(String path, Handler handler) {
    return new Route(HandlerType.GET, path, false, handler);
  }
}
