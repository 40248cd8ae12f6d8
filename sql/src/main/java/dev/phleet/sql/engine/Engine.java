package dev.phleet.sql.engine;

import dev.phleet.sql.statement.Setting;
import dev.phleet.sql.table.EventTable;
import dev.phleet.sql.table.EventTables;
import dev.phleet.sql.table.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/**
 * Runs statements, one at a time. Every topic is a table in it from the start. Only the thread that
 * started it may use it: Flink's planner keeps things for its thread.
 */
public final class Engine implements AutoCloseable {
  private static final Pattern RUNS = Pattern.compile("(?is)(select|with|values|insert|\\().*");
  private static final Pattern WRITES =
      Pattern.compile("(?is)insert\\s+(?:into|overwrite)\\s+([`\\w.]+).*");

  private final TableEnvironment environment;
  private final LocalCluster cluster;
  private final Map<String, String> defaults;

  private Engine(TableEnvironment environment, LocalCluster cluster, Map<String, String> defaults) {
    this.environment = environment;
    this.cluster = cluster;
    this.defaults = Map.copyOf(defaults);
  }

  /** Starts, without touching a broker. */
  public static Engine start(Source source) {
    TemporaryDirectory temporary = TemporaryDirectory.make();
    Configuration settings = FlinkSettings.with(temporary.path(), source.bounded());
    LocalCluster cluster = LocalCluster.starting(settings, temporary);
    StreamExecutionEnvironment streams =
        new StreamExecutionEnvironment(cluster, settings, Engine.class.getClassLoader());
    TableEnvironment environment = StreamTableEnvironment.create(streams);
    for (EventTable table : EventTables.all()) {
      environment.executeSql(table.ddl(source));
    }
    return new Engine(environment, cluster, settings.toMap());
  }

  /**
   * What Flink would do for a statement; nothing when it runs nothing.
   *
   * @throws SqlException when the statement makes no sense
   */
  public Plan plan(String statement) {
    if (!RUNS.matcher(statement).matches()) {
      return Plan.NONE;
    }
    refuseToWrite(statement);
    return Plan.in(translated(() -> environment.explainSql(statement)));
  }

  /**
   * Starts a statement.
   *
   * @throws SqlException when it makes no sense
   */
  public Execution execute(String statement) {
    Optional<Setting> setting = Setting.in(statement);
    if (setting.isPresent()) {
      set(setting.get());
      return Execution.done();
    }
    return translated(() -> new Execution(environment.executeSql(statement), this::failure));
  }

  @Override
  public void close() {
    cluster.close();
  }

  private void set(Setting setting) {
    Configuration configuration = environment.getConfig().getConfiguration();
    List<String> keys = new ArrayList<>();
    setting.key().ifPresentOrElse(keys::add, () -> keys.addAll(configuration.keySet()));
    for (String key : keys) {
      Optional<String> value = setting.value().or(() -> Optional.ofNullable(defaults.get(key)));
      if (value.isPresent()) {
        translated(() -> environment.getConfig().set(key, value.get()));
      } else {
        configuration.removeKey(key);
      }
    }
  }

  private static void refuseToWrite(String statement) {
    Matcher writes = WRITES.matcher(statement);
    if (writes.matches()) {
      String name = writes.group(1).replace("`", "").toLowerCase(Locale.ROOT);
      String last = name.substring(name.lastIndexOf('.') + 1);
      if (EventTables.names().contains(last)) {
        throw new SqlException(
            "the table "
                + last
                + " is for reading: only collectors and the analyzer write to its topic");
      }
    }
  }

  private <T> T translated(Supplier<T> action) {
    try {
      return action.get();
    } catch (RuntimeException e) {
      throw failure(e);
    }
  }

  private SqlException failure(Throwable thrown) {
    return Failure.of(thrown, Arrays.asList(environment.listTables()));
  }
}
