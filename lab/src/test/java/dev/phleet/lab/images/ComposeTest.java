package dev.phleet.lab.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every reference of docker-compose.yml, the Dockerfile and what they mount, against the tree and
 * the classes that will read them; and that each kind of slip would be found.
 */
class ComposeTest {
  private static final ProjectTree TREE = ProjectTree.here();

  private static List<String> problems(ProjectTree tree) {
    List<String> problems = new ArrayList<>(new ReferenceCheck(tree).problems());
    problems.addAll(new EnvironmentCheck(tree).problems());
    problems.addAll(new ImageCheck(tree).problems());
    return problems;
  }

  @Test
  void shouldReferToNothingThatIsNotThere() {
    assertThat(problems(TREE)).isEmpty();
  }

  @Test
  void shouldPlayTheDemonstrationOnlyWhenAsked() {
    assertThat(TREE.compose().services().values())
        .filteredOn(service -> !service.list("profiles").isEmpty())
        .singleElement()
        .satisfies(service -> assertThat(service.name()).isEqualTo("demo"))
        .satisfies(service -> assertThat(service.list("profiles")).containsExactly("demo"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "services:\\n             | name: phleet\\nservices:\\n            | top-level name",
        "apache/kafka:4.3.1        | apache/kafka:latest                  | not pinned",
        "apache/kafka:4.3.1        | apache/kafka                         | not pinned",
        "apache/kafka:4.3.1        | apache/kafka:4.2.0                   | the pom has",
        "phleet/collector:0.1.0-snapshot | phleet/collector:0.0.9          | is called",
        "target: demo              | target: demonstration                | is no stage",
        "      broker:\\n        condition | broken:\\n        condition   | waits for broken",
        "condition: service_completed_successfully | condition: service_healthy | has no check",
        "PHLEET_HTTP_BIND: 0.0.0.0 | PHLEET_HTTP_BNID: 0.0.0.0            | PHLEET_HTTP_BNID is no key",
        "PHLEET_METRICS_BIND: 0.0.0.0 | PHLEET_METRICS_BIN: 0.0.0.0       | PHLEET_METRICS_BIN is no key",
        "PHLEET_METRICS_BIND: 0.0.0.0 | PHLEET_QUEUE_MAX: many            | queue.max = many",
        "PHLEET_HTTP_TOKEN_FILE: /run/phleet/token | PHLEET_SPREAD_HOSTS: 2 | http.token-file",
        "PHLEET_HTTP_TOKEN_FILE: /run/phleet/token | PHLEET_HTTP_TOKEN_FILE: /run/token | not mounted",
        "KAFKA_NODE_ID: 1          | KAFKA_NODEID: 1                      | Kafka has no key nodeid",
        "KAFKA_NODE_ID: 1          | KAFKA_NODE_ID: one                   | Not a number",
        "INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT,OUTSIDE:PLAINTEXT | INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT | OUTSIDE",
        "KSQL_LISTENERS            | KSQL_LISTENRS                        | KSQL_LISTENRS is not known",
        "BOOTSTRAP_SERVERS: broker:9092 | BOOTSTRAP_SERVERS: broker:9094  | where nobody listens",
        "http://schema-registry:8081 | http://registry:8081               | registry:8081, which is no service",
        "/dev/tcp/localhost/8088   | /dev/tcp/localhost/8089              | where nobody listens",
        "127.0.0.1:9090/-/ready    | 127.0.0.1:9091/-/ready               | where nobody listens",
        "- 127.0.0.1:8090:8090     | - 8090:8090                          | not on the loopback interface",
        "- 127.0.0.1:8090:8090     | - 0.0.0.0:8090:8090                  | not on the loopback interface",
        "- 127.0.0.1:8090:8090     | - 127.0.0.1:8090:8091                | listens to none such",
        "- 127.0.0.1:8090:8090     | - 127.0.0.1:3000:8090                | publish 3000",
        "- broker-data:            | - broker-date:                       | is not declared",
        "\\n  grafana-data:\\n     | \\n  grafana-data:\\n  more:\\n       | nobody mounts the volume more",
        "./ksql:/ksql:ro           | ./ksql:/ksql                         | may write to ./ksql",
        "./docker/prometheus/prometheus.yml: | ./docker/prometheus.yml:   | not in the tree",
        "/etc/machine-id:/etc/machine-id:ro | /etc/machine-id:/etc/machine-id | of the host",
        "/sys/fs/cgroup:/sys/fs/cgroup:ro | /:/host:ro                    | of the host",
        "SYS_PTRACE, DAC_READ_SEARCH] | SYS_PTRACE, SYS_ADMIN]            | has capabilities",
        "pid: host                 | privileged: true                     | is privileged",
        "cap_drop: [ALL]           | cap_drop: []                         | keeps rights",
      })
  void shouldFindASlipInTheComposeFile(String old, String fresh, String problem) {
    assertThat(problems(TREE.with(ProjectTree.COMPOSE, lines(old), lines(fresh))))
        .anyMatch(found -> found.contains(problem));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "docker/Dockerfile | COPY docker/answers           | COPY docker/answer          | of which there is nothing",
        "docker/Dockerfile | COPY sql/pom.xml sql/pom.xml  | COPY pom.xml pom.xml        | nobody copies sql",
        "docker/Dockerfile | COPY --from=java              | COPY --from=jav             | no earlier stage",
        "docker/Dockerfile | debian:bookworm-20260421-slim | debian:bookworm             | not pinned",
        "docker/Dockerfile | debian:bookworm-20260421-slim | debian:latest               | not pinned",
        "docker/Dockerfile | debian:bookworm-20260421-slim | debian:bookworm-20260101-slim | different images",
        "docker/Dockerfile | USER 10001                    | USER 0                      | runs as root",
        "docker/Dockerfile | --no-install-recommends       | --yes                       | only recommended",
        "docker/Dockerfile | EXPOSE 9464                   | EXPOSE 9465                 | does not expose",
        "docker/Dockerfile | PHLEET_METRICS_PORT           | PHLEET_METRICS_PROT         | is no key",
        ".dockerignore     | !docker/answers               | !docker/answer              | of which there is nothing",
        ".dockerignore     | **/src/test/java              | **/src/test                 | kept from the build",
        ".dockerignore     | **/target                     | **/main                     | kept from the build",
        "docker/prometheus/prometheus.yml | analyzer:8090  | analyser:8090               | is no service",
        "docker/prometheus/prometheus.yml | collector:9464 | collector:9465              | where nobody listens",
        "docker/prometheus/prometheus.yml | /run/phleet/token | /run/token               | not mounted",
        "docker/grafana/provisioning/datasources/prometheus.yml | prometheus:9090 | prometheus:9091 | where nobody listens",
      })
  void shouldFindASlipInWhatTheComposeFileNames(
      String file, String old, String fresh, String problem) {
    assertThat(problems(TREE.with(file, old, fresh))).anyMatch(found -> found.contains(problem));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sum by (topic) (rate(a_total{topic=\"x_y\"}[5m])) | a_total",
        "a_b / on (x) c_d > 5 and up | a_b,c_d,up",
        "histogram_quantile(0.9, sum(rate(h_bucket[$__rate_interval])) by (le)) | h_bucket",
      })
  void shouldFindTheNamesInAnExpression(String expression, String names) {
    assertThat(MetricNames.ofExpression(expression)).containsExactly(names.split(","));
  }

  private static String lines(String text) {
    return text.replace("\\n", "\n");
  }
}
