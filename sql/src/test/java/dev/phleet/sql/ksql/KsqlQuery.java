package dev.phleet.sql.ksql;

import java.util.Map;
import java.util.Set;

/** Reads one query, from behind its SELECT to before its semicolon. */
final class KsqlQuery {
  private static final Set<String> UNITS = Set.of("MINUTE", "MINUTES", "HOUR", "HOURS", "DAY");

  private final Tokens tokens;
  private final Map<String, KsqlSource> sources;
  private boolean ofTable;

  KsqlQuery(Tokens tokens, Map<String, KsqlSource> sources) {
    this.tokens = tokens;
    this.sources = sources;
  }

  /** What is selected can only be understood when what it is selected from is known. */
  void read() {
    int items = tokens.position();
    skipToFrom();
    Scope scope = new Scope(isWindowed());
    relation(scope);
    window();
    int rest = tokens.position();

    tokens.returnTo(items);
    KsqlExpressions expressions = new KsqlExpressions(tokens, scope, ofTable);
    do {
      expressions.expression();
      if (tokens.took("AS")) {
        tokens.newName();
      }
    } while (tokens.took(","));
    tokens.expect("FROM");

    tokens.returnTo(rest);
    conditions(expressions);
    tokens.expect("EMIT", "CHANGES");
  }

  private void skipToFrom() {
    while (!tokens.took("FROM")) {
      if (tokens.peek().is(";") || tokens.peek().kind() == Token.Kind.END) {
        throw new KsqlError(tokens.peek(), "expected FROM");
      }
      tokens.take();
    }
  }

  private boolean isWindowed() {
    int here = tokens.position();
    boolean found = false;
    while (!tokens.peek().is(";") && tokens.peek().kind() != Token.Kind.END) {
      found |= tokens.take().is("WINDOW");
    }
    tokens.returnTo(here);
    return found;
  }

  private void relation(Scope scope) {
    KsqlSource first = source(scope);
    ofTable = first.table();
    if (tokens.took("LEFT")) {
      tokens.expect("JOIN");
      Token at = tokens.peek();
      if (source(scope).table() != first.table()) {
        throw new KsqlError(at, "a stream and a table are joined otherwise");
      }
      tokens.expect("ON");
      new KsqlExpressions(tokens, scope, ofTable).condition();
    }
  }

  private KsqlSource source(Scope scope) {
    Token name = tokens.reference();
    KsqlSource source = sources.get(name.name());
    if (source == null) {
      throw new KsqlError(name, "there is no such stream or table");
    }
    boolean over = tokens.peek().is("EMIT") && tokens.peekSecond().is("CHANGES");
    scope.add(tokens.peek().isName() && !over ? tokens.newName() : name, source);
    return source;
  }

  private void window() {
    if (tokens.took("WINDOW")) {
      if (ofTable) {
        throw new KsqlError(tokens.peek(), "a table has no windows");
      }
      tokens.expect("TUMBLING", "(", "SIZE");
      tokens.expect(Token.Kind.NUMBER);
      Token unit = tokens.take();
      if (!UNITS.contains(unit.name())) {
        throw new KsqlError(unit, "no unit of time");
      }
      tokens.expect(")");
    }
  }

  private void conditions(KsqlExpressions expressions) {
    if (tokens.took("WHERE")) {
      expressions.condition();
    }
    if (tokens.took("GROUP")) {
      tokens.expect("BY");
      do {
        expressions.expression();
      } while (tokens.took(","));
    }
    if (tokens.took("HAVING")) {
      expressions.condition();
    }
  }
}
