package dev.phleet.sql.engine;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.table.api.ResultKind;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/** A statement that was started. */
public final class Execution {
  /** Takes rows as they come. */
  @FunctionalInterface
  public interface Taker {
    /**
     * One row.
     *
     * @return whether more are wanted
     */
    boolean take(Row row);
  }

  private static final int PATIENCE_SECONDS = 5;

  private final TableResult result;
  private final Function<Throwable, SqlException> failure;
  private volatile boolean cancelled;

  Execution(TableResult result, Function<Throwable, SqlException> failure) {
    this.result = result;
    this.failure = failure;
  }

  /** Of a statement that was carried out here. */
  static Execution done() {
    return new Execution(null, thrown -> new SqlException("it failed", thrown));
  }

  /** Whether it has rows. */
  public boolean hasRows() {
    return result != null && result.getResultKind() == ResultKind.SUCCESS_WITH_CONTENT;
  }

  /** Whether something runs for it, so that its rows come bit by bit, and may be taken back. */
  public boolean runs() {
    return result != null && result.getJobClient().isPresent();
  }

  /** The columns of its rows. */
  public ResolvedSchema schema() {
    return result.getResolvedSchema();
  }

  /**
   * Waits for every row.
   *
   * @throws SqlException when it fails
   */
  public void forEach(Taker taker) {
    CloseableIterator<Row> rows = result.collect();
    try {
      while (rows.hasNext() && taker.take(rows.next())) {
        // The condition does it.
      }
    } catch (RuntimeException e) {
      if (!cancelled) {
        throw failure.apply(e);
      }
    } finally {
      end(rows);
    }
  }

  /**
   * Waits for the end of a statement without rows.
   *
   * @throws SqlException when it fails
   */
  public void await() {
    if (!runs()) {
      return;
    }
    try {
      result.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | RuntimeException e) {
      if (!cancelled) {
        throw failure.apply(e);
      }
    }
  }

  /** Ends it; whoever waits for its rows gets no more. May be called by any thread. */
  public void cancel() {
    cancelled = true;
    if (runs()) {
      JobClient job = result.getJobClient().orElseThrow();
      try {
        job.cancel().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException | IllegalStateException over) {
        // It has ended by itself, or ends with the process.
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Whether it was ended before its end. */
  public boolean wasCancelled() {
    return cancelled;
  }

  private static void end(AutoCloseable rows) {
    try {
      rows.close();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (Exception over) {
      // All rows are here, or no more are wanted.
    }
  }
}
