package dev.phleet.lab.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Which path does what. A segment {@code *} of a pattern takes anything. */
final class Routes {
  private record Route(
      String method, List<String> pattern, BiFunction<Request, List<String>, Object> action) {

    boolean fits(List<String> path) {
      if (path.size() != pattern.size()) {
        return false;
      }
      for (int i = 0; i < path.size(); i++) {
        if (!pattern.get(i).equals("*") && !pattern.get(i).equals(path.get(i))) {
          return false;
        }
      }
      return true;
    }

    List<String> variables(List<String> path) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < path.size(); i++) {
        if (pattern.get(i).equals("*")) {
          values.add(path.get(i));
        }
      }
      return values;
    }
  }

  private final List<Route> routes = new ArrayList<>();

  Routes(SubjectCalls subjects, RuleCalls rules) {
    add("GET", "", (r, v) -> Map.of());
    addSubjects(subjects);
    addSchemas(subjects);
    addRules(rules);
  }

  private void addSubjects(SubjectCalls calls) {
    add("GET", "subjects", (r, v) -> calls.subjects(r));
    add("POST", "subjects/*", (r, v) -> calls.find(r, v.get(0)));
    add("DELETE", "subjects/*", (r, v) -> calls.deleteSubject(r, v.get(0)));
    add("GET", "subjects/*/versions", (r, v) -> calls.versions(r, v.get(0)));
    add("POST", "subjects/*/versions", (r, v) -> calls.register(r, v.get(0)));
    add("GET", "subjects/*/versions/*", (r, v) -> calls.version(r, v.get(0), v.get(1)));
    add("DELETE", "subjects/*/versions/*", (r, v) -> calls.deleteVersion(r, v.get(0), v.get(1)));
    add(
        "GET",
        "subjects/*/versions/*/schema",
        (r, v) -> calls.versionSchema(r, v.get(0), v.get(1)));
    add(
        "GET",
        "subjects/*/versions/*/referencedby",
        (r, v) -> calls.referencedBy(v.get(0), v.get(1)));
    add(
        "POST",
        "compatibility/subjects/*/versions",
        (r, v) -> calls.compatibility(r, v.get(0), null));
    add(
        "POST",
        "compatibility/subjects/*/versions/*",
        (r, v) -> calls.compatibility(r, v.get(0), v.get(1)));
  }

  private void addSchemas(SubjectCalls calls) {
    add("GET", "schemas", (r, v) -> calls.schemas(r));
    add("GET", "schemas/types", (r, v) -> List.of("AVRO"));
    add("GET", "schemas/ids/*", (r, v) -> calls.schema(r, v.get(0)));
    add("GET", "schemas/ids/*/schema", (r, v) -> calls.schemaOnly(v.get(0)));
    add("GET", "schemas/ids/*/subjects", (r, v) -> calls.subjectsOf(r, v.get(0)));
    add("GET", "schemas/ids/*/versions", (r, v) -> calls.versionsOf(r, v.get(0)));
    add("GET", "contexts", (r, v) -> List.of("."));
    add("GET", "v1/metadata/id", (r, v) -> clusterId());
  }

  private void addRules(RuleCalls calls) {
    add("GET", "config", (r, v) -> calls.level());
    add("PUT", "config", (r, v) -> calls.setLevel(r, null));
    add("DELETE", "config", (r, v) -> calls.removeLevel(null));
    add("GET", "config/*", (r, v) -> calls.levelOf(r, v.get(0)));
    add("PUT", "config/*", (r, v) -> calls.setLevel(r, v.get(0)));
    add("DELETE", "config/*", (r, v) -> calls.removeLevel(v.get(0)));
    add("GET", "mode", (r, v) -> calls.mode());
    add("PUT", "mode", (r, v) -> calls.setMode(r, null));
    add("GET", "mode/*", (r, v) -> calls.modeOf(r, v.get(0)));
    add("PUT", "mode/*", (r, v) -> calls.setMode(r, v.get(0)));
    add("DELETE", "mode/*", (r, v) -> calls.removeMode(v.get(0)));
  }

  private void add(
      String method, String pattern, BiFunction<Request, List<String>, Object> action) {
    List<String> segments = pattern.isEmpty() ? List.of() : List.of(pattern.split("/", -1));
    routes.add(new Route(method, segments, action));
  }

  /**
   * Does what a request asks for.
   *
   * @param request the request
   * @return what to answer, for Jackson
   * @throws RegistryError when it is refused
   */
  Object answer(Request request) {
    boolean pathKnown = false;
    for (Route route : routes) {
      if (route.fits(request.path())) {
        if (route.method().equals(request.method())) {
          return route.action().apply(request, route.variables(request.path()));
        }
        pathKnown = true;
      }
    }
    throw pathKnown ? RegistryError.wrongMethod() : RegistryError.noSuchPath();
  }

  private static Map<String, Object> clusterId() {
    ObjectNode clusters = JsonNodeFactory.instance.objectNode();
    clusters.put("schema-registry-cluster", "phleet-lab");
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("scope", Map.of("path", List.of(), "clusters", clusters));
    answer.put("id", "");
    return answer;
  }
}
