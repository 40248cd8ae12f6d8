package dev.phleet.sql.ksql;

import dev.phleet.sql.ksql.KsqlType.Array;
import dev.phleet.sql.ksql.KsqlType.ByText;
import dev.phleet.sql.ksql.KsqlType.Scalar;
import dev.phleet.sql.ksql.KsqlType.Struct;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads expressions and finds their types. */
final class KsqlExpressions {
  private static final Set<String> COMPARISONS = Set.of("=", "<>", "!=", "<", ">", "<=", ">=");

  private final Tokens tokens;
  private final Scope scope;
  private final boolean ofTable;

  /**
   * @param ofTable whether what is aggregated is a table
   */
  KsqlExpressions(Tokens tokens, Scope scope, boolean ofTable) {
    this.tokens = tokens;
    this.scope = scope;
    this.ofTable = ofTable;
  }

  KsqlType expression() {
    KsqlType type = conjunction();
    while (tokens.peek().is("OR")) {
      type = logical(type, tokens.take(), conjunction());
    }
    return type;
  }

  /** An expression that is true or false. */
  void condition() {
    Token first = tokens.peek();
    KsqlFunctions.same(first, expression(), KsqlType.BOOLEAN);
  }

  private KsqlType conjunction() {
    KsqlType type = negation();
    while (tokens.peek().is("AND")) {
      type = logical(type, tokens.take(), negation());
    }
    return type;
  }

  private static KsqlType logical(KsqlType left, Token operator, KsqlType right) {
    KsqlFunctions.same(operator, left, KsqlType.BOOLEAN);
    KsqlFunctions.same(operator, right, KsqlType.BOOLEAN);
    return KsqlType.BOOLEAN;
  }

  private KsqlType negation() {
    if (tokens.peek().is("NOT")) {
      Token not = tokens.take();
      return logical(negation(), not, KsqlType.BOOLEAN);
    }
    return comparison();
  }

  private KsqlType comparison() {
    KsqlType left = sum();
    if (tokens.peek().kind() == Token.Kind.SIGN && COMPARISONS.contains(tokens.peek().text())) {
      Token operator = tokens.take();
      Token right = tokens.peek();
      KsqlFunctions.same(operator, left, sum());
      checkSymbol(left, right);
      return KsqlType.BOOLEAN;
    }
    return left;
  }

  /** What was an enum is compared only with what it may be. */
  private static void checkSymbol(KsqlType left, Token right) {
    if (left instanceof Scalar scalar
        && !scalar.symbols().isEmpty()
        && right.kind() == Token.Kind.TEXT
        && !scalar.symbols().contains(right.text())) {
      throw new KsqlError(right, "none of " + scalar.symbols());
    }
  }

  private KsqlType sum() {
    KsqlType type = product();
    while (tokens.peek().is("+") || tokens.peek().is("-")) {
      type = arithmetic(type, tokens.take(), product());
    }
    return type;
  }

  private KsqlType product() {
    KsqlType type = primary();
    while (tokens.peek().is("*") || tokens.peek().is("/")) {
      type = arithmetic(type, tokens.take(), primary());
    }
    return type;
  }

  private static KsqlType arithmetic(KsqlType left, Token operator, KsqlType right) {
    KsqlFunctions.number(operator, left);
    KsqlFunctions.number(operator, right);
    return left.equals(right) ? left : KsqlType.BIGINT;
  }

  private KsqlType primary() {
    KsqlType type = start();
    while (true) {
      if (tokens.took("->")) {
        type = field(type, tokens.reference());
      } else if (tokens.took("[")) {
        type = element(type);
      } else {
        return type;
      }
    }
  }

  private static KsqlType field(KsqlType type, Token name) {
    KsqlType field = type instanceof Struct struct ? struct.fields().get(name.name()) : null;
    if (field == null) {
      throw new KsqlError(name, "no field of " + type);
    }
    return field;
  }

  private KsqlType element(KsqlType type) {
    Token index = tokens.peek();
    KsqlType by = expression();
    tokens.expect("]");
    if (type instanceof ByText map) {
      KsqlFunctions.same(index, by, KsqlType.VARCHAR);
      return map.value();
    }
    KsqlFunctions.number(index, by);
    return KsqlFunctions.array(index, type);
  }

  private KsqlType start() {
    Token token = tokens.peek();
    if (tokens.took("(")) {
      KsqlType type = expression();
      tokens.expect(")");
      return type;
    } else if (tokens.took("CASE")) {
      return choice();
    } else if (tokens.took("TRUE") || tokens.took("FALSE")) {
      return KsqlType.BOOLEAN;
    } else if (token.kind() == Token.Kind.TEXT) {
      tokens.take();
      return KsqlType.VARCHAR;
    } else if (token.kind() == Token.Kind.NUMBER) {
      tokens.take();
      return Long.parseLong(token.text()) > Integer.MAX_VALUE ? KsqlType.BIGINT : KsqlType.INT;
    } else if (tokens.peekSecond().is("(")) {
      return function(tokens.take());
    }
    return column();
  }

  private KsqlType choice() {
    KsqlType type = null;
    do {
      tokens.expect("WHEN");
      condition();
      tokens.expect("THEN");
      type = expression();
    } while (tokens.peek().is("WHEN"));
    tokens.expect("ELSE");
    KsqlFunctions.same(tokens.peek(), type, expression());
    tokens.expect("END");
    return type;
  }

  private KsqlType column() {
    Token name = tokens.reference();
    if (tokens.peek().is(".")) {
      if (!scope.isSource(name)) {
        throw new KsqlError(name, "no source of this query");
      }
      tokens.take();
      return scope.column(name, tokens.reference());
    }
    return scope.column(name);
  }

  private KsqlType function(Token name) {
    if (ofTable && KsqlFunctions.isAggregate(name) && !KsqlFunctions.canAggregateTables(name)) {
      throw new KsqlError(name, "cannot take anything back, so not of a table");
    }
    tokens.expect("(");
    if (name.is("TRANSFORM") || name.is("FILTER")) {
      return lambda(name);
    }
    if (name.is("COUNT") && tokens.took("*")) {
      tokens.expect(")");
      return KsqlType.BIGINT;
    }
    List<KsqlType> arguments = new ArrayList<>();
    do {
      arguments.add(expression());
    } while (tokens.took(","));
    tokens.expect(")");
    return KsqlFunctions.call(name, arguments);
  }

  private KsqlType lambda(Token function) {
    KsqlType array = expression();
    tokens.expect(",");
    Token parameter = tokens.newName();
    tokens.expect("=>");
    scope.parameter(parameter, KsqlFunctions.array(function, array));
    KsqlType result = expression();
    scope.forget(parameter);
    tokens.expect(")");
    if (function.is("TRANSFORM")) {
      return new Array(result);
    }
    KsqlFunctions.same(function, result, KsqlType.BOOLEAN);
    return array;
  }
}
