package dev.phleet.sql.ksql;

import dev.phleet.sql.ksql.KsqlType.Array;
import dev.phleet.sql.ksql.KsqlType.Scalar;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The functions that our statements use: what they take and give, as ksqlDB's reference has it. */
final class KsqlFunctions {
  /** Those that can take back what they have added, as aggregates of a table have to. */
  private static final Set<String> OF_TABLES = Set.of("COUNT", "SUM", "AVG", "COLLECT_LIST");

  private static final Set<String> OF_STREAMS =
      Set.of("MAX", "MIN", "COLLECT_SET", "COUNT_DISTINCT", "LATEST_BY_OFFSET");

  private KsqlFunctions() {}

  static boolean isAggregate(Token function) {
    String name = function.text().toUpperCase(Locale.ROOT);
    return OF_TABLES.contains(name) || OF_STREAMS.contains(name);
  }

  static boolean canAggregateTables(Token function) {
    return OF_TABLES.contains(function.text().toUpperCase(Locale.ROOT));
  }

  /** The type of what it gives. */
  static KsqlType call(Token function, List<KsqlType> arguments) {
    String name = function.text().toUpperCase(Locale.ROOT);
    switch (name) {
      case "COUNT", "COUNT_DISTINCT" -> {
        count(function, arguments, 1);
        return KsqlType.BIGINT;
      }
      case "SUM", "MAX", "MIN" -> {
        count(function, arguments, 1);
        return number(function, arguments.get(0));
      }
      case "LATEST_BY_OFFSET" -> {
        count(function, arguments, 1);
        return arguments.get(0);
      }
      case "COLLECT_SET", "COLLECT_LIST" -> {
        count(function, arguments, 1);
        return new Array(arguments.get(0));
      }
      case "ARRAY_LENGTH" -> {
        count(function, arguments, 1);
        array(function, arguments.get(0));
        return KsqlType.INT;
      }
      case "ARRAY_CONTAINS" -> {
        count(function, arguments, 2);
        same(function, array(function, arguments.get(0)), arguments.get(1));
        return KsqlType.BOOLEAN;
      }
      case "FROM_UNIXTIME" -> {
        count(function, arguments, 1);
        number(function, arguments.get(0));
        return KsqlType.TIMESTAMP;
      }
      case "FROM_BYTES" -> {
        count(function, arguments, 2);
        same(function, arguments.get(0), KsqlType.BYTES);
        return KsqlType.VARCHAR;
      }
      case "COALESCE", "CONCAT" -> {
        arguments.forEach(argument -> same(function, arguments.get(0), argument));
        return arguments.get(0);
      }
      default -> throw new KsqlError(function, "no function that is known here");
    }
  }

  static KsqlType array(Token at, KsqlType type) {
    if (type instanceof Array array) {
      return array.element();
    }
    throw new KsqlError(at, "needs an array");
  }

  static KsqlType number(Token at, KsqlType type) {
    if (type instanceof Scalar scalar && scalar.isNumber()) {
      return type;
    }
    throw new KsqlError(at, "needs a number");
  }

  /** Fails unless one may stand for the other: numbers for numbers, else only the same. */
  static void same(Token at, KsqlType left, KsqlType right) {
    boolean numbers =
        left instanceof Scalar a && right instanceof Scalar b && a.isNumber() && b.isNumber();
    boolean equal =
        left instanceof Scalar a && right instanceof Scalar b && a.name().equals(b.name());
    if (!numbers && !equal && !left.equals(right)) {
      throw new KsqlError(at, left + " and " + right + " do not go together");
    }
  }

  private static void count(Token function, List<KsqlType> arguments, int wanted) {
    if (arguments.size() != wanted) {
      throw new KsqlError(function, "takes " + wanted + " arguments");
    }
  }
}
