package dev.phleet.sql;

import dev.phleet.sql.connection.Services;
import dev.phleet.sql.engine.Engine;
import dev.phleet.sql.engine.Execution;
import dev.phleet.sql.engine.Plan;
import dev.phleet.sql.engine.SortKey;
import dev.phleet.sql.engine.SqlException;
import dev.phleet.sql.output.OutputFormat;
import dev.phleet.sql.output.Rows;
import dev.phleet.sql.output.Settled;
import dev.phleet.sql.prompt.Prompt;
import dev.phleet.sql.table.Source;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicReference;

/** Statements, one after the other, and their rows on a stream. */
final class SqlSession implements Prompt.Runner, AutoCloseable {
  private final Engine engine;
  private final Services services;
  private final boolean bounded;
  private final OutputFormat format;
  private final PrintStream out;
  private final AtomicReference<Execution> running = new AtomicReference<>();
  private volatile boolean stopping;

  SqlSession(Source source, OutputFormat format, PrintStream out) {
    this.engine = Engine.start(source);
    this.services = new Services(source);
    this.bounded = source.bounded();
    this.format = format;
    this.out = out;
  }

  /**
   * Runs one statement to its end.
   *
   * @throws SqlException when it makes no sense, fails, or needs what is not there
   */
  @Override
  public void run(String statement) {
    try {
      carryOut(statement);
    } catch (SqlException failed) {
      if (!stopping) {
        throw failed;
      }
    }
  }

  private void carryOut(String statement) {
    Plan plan = engine.plan(statement);
    services.check(plan.tables());
    Execution execution = engine.execute(statement);
    try {
      running.set(execution);
      if (execution.hasRows()) {
        print(execution, plan);
      } else {
        execution.await();
      }
    } finally {
      running.set(null);
      out.flush();
    }
  }

  /** Ends the statement that runs, if one does. */
  @Override
  public void cancel() {
    Execution execution = running.get();
    if (execution != null) {
      execution.cancel();
    }
  }

  /** Ends everything, since the process ends: nothing that goes wrong from now on is told. */
  void stop() {
    stopping = true;
    cancel();
    out.flush();
    close();
  }

  @Override
  public void close() {
    engine.close();
  }

  private void print(Execution execution, Plan plan) {
    boolean goesOn = execution.runs() && !bounded;
    Rows rows = format.rows(execution.schema(), goesOn, out);
    Rows taker = goesOn ? rows : new Settled(SortKey.order(plan.order()), rows);
    execution.forEach(
        row -> {
          taker.add(row);
          return !out.checkError();
        });
    // Half of what is there would look like all of it.
    if (goesOn || !execution.wasCancelled()) {
      taker.end();
    }
  }
}
