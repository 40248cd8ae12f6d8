package dev.phleet.sql.ksql;

import java.util.ArrayList;
import java.util.List;

/** Tokens, one after the other. */
final class Tokens {
  private final List<Token> tokens;
  private final List<Token> references = new ArrayList<>();
  private int next;

  Tokens(String text) {
    tokens = Token.of(text);
  }

  Token peek() {
    return tokens.get(next);
  }

  Token peekSecond() {
    return tokens.get(Math.min(next + 1, tokens.size() - 1));
  }

  Token take() {
    Token token = peek();
    next = Math.min(next + 1, tokens.size() - 1);
    return token;
  }

  /** Where it is, for {@link #returnTo}. */
  int position() {
    return next;
  }

  /** Goes back, or forward. */
  void returnTo(int position) {
    next = position;
  }

  /** Takes the next one if it is that. */
  boolean took(String word) {
    if (peek().is(word)) {
      take();
      return true;
    }
    return false;
  }

  /** Takes these, in this order. */
  void expect(String... words) {
    for (String word : words) {
      if (!took(word)) {
        throw new KsqlError(peek(), "expected " + word);
      }
    }
  }

  Token expect(Token.Kind kind) {
    if (peek().kind() != kind) {
      throw new KsqlError(peek(), "expected a " + kind);
    }
    return take();
  }

  /** A name that is made here, e.g. of a column. */
  Token newName() {
    if (!peek().isName()) {
      throw new KsqlError(peek(), "expected a name; is it a reserved word?");
    }
    return take();
  }

  /** A name of something that has to exist. */
  Token reference() {
    Token name = newName();
    if (!references.contains(name)) {
      references.add(name);
    }
    return name;
  }

  /** Every name of something that has to exist, as far as taken. */
  List<Token> references() {
    return List.copyOf(references);
  }
}
