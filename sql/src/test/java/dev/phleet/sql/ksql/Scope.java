package dev.phleet.sql.ksql;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What names mean in a query. */
final class Scope {
  private final Map<String, KsqlSource> sources = new LinkedHashMap<>();
  private final Map<String, KsqlType> parameters = new HashMap<>();
  private final boolean windowed;

  /**
   * @param windowed whether the query has a window, with a start and an end
   */
  Scope(boolean windowed) {
    this.windowed = windowed;
  }

  void add(Token alias, KsqlSource source) {
    if (sources.put(alias.name(), source) != null) {
      throw new KsqlError(alias, "the name is taken");
    }
  }

  /** What an element of an array is called in a lambda, until it is {@link #forget forgotten}. */
  void parameter(Token name, KsqlType type) {
    parameters.put(name.name(), type);
  }

  void forget(Token name) {
    parameters.remove(name.name());
  }

  boolean isSource(Token name) {
    return sources.containsKey(name.name());
  }

  KsqlType column(Token source, Token column) {
    KsqlType type = sources.get(source.name()).columns().get(column.name());
    if (type == null) {
      throw new KsqlError(column, source.text() + " has no such column");
    }
    return type;
  }

  KsqlType column(Token column) {
    if (parameters.containsKey(column.name())) {
      return parameters.get(column.name());
    }
    if (windowed && (column.name().equals("WINDOWSTART") || column.name().equals("WINDOWEND"))) {
      return KsqlType.BIGINT;
    }
    if (column.name().equals("ROWTIME")) {
      return KsqlType.BIGINT;
    }
    KsqlType found = null;
    for (KsqlSource source : sources.values()) {
      KsqlType type = source.columns().get(column.name());
      if (type != null && found != null) {
        throw new KsqlError(column, "several sources have it: say which");
      }
      found = type == null ? found : type;
    }
    if (found == null) {
      throw new KsqlError(column, "there is no such column in " + sources.keySet());
    }
    return found;
  }
}
