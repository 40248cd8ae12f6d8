package dev.phleet.sql.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.flink.api.dag.Pipeline;
import org.apache.flink.client.deployment.executors.PipelineExecutorUtils;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.PipelineExecutor;
import org.apache.flink.core.execution.PipelineExecutorFactory;
import org.apache.flink.core.execution.PipelineExecutorServiceLoader;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.MiniClusterJobClient;
import org.apache.flink.runtime.minicluster.MiniClusterJobClient.JobFinalizationBehavior;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;

/**
 * Flink's small cluster inside this process, one for all queries: by itself Flink would start one
 * for each, which takes longer than most of our queries. It starts beside whatever else has to be
 * done before the first query.
 */
final class LocalCluster
    implements PipelineExecutorServiceLoader, PipelineExecutorFactory, AutoCloseable {
  private static final String NAME = "phleet";

  /** The most parallel that a query can be made by {@code SET 'parallelism.default'}. */
  private static final int SLOTS = 8;

  private static final int PATIENCE_SECONDS = 10;

  private final CompletableFuture<MiniCluster> cluster;
  private final TemporaryDirectory temporary;

  private LocalCluster(CompletableFuture<MiniCluster> cluster, TemporaryDirectory temporary) {
    this.cluster = cluster;
    this.temporary = temporary;
  }

  /** Begins to start; the first query waits until it is done. */
  static LocalCluster starting(Configuration settings, TemporaryDirectory temporary) {
    return new LocalCluster(CompletableFuture.supplyAsync(() -> started(settings)), temporary);
  }

  private static MiniCluster started(Configuration settings) {
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(SLOTS)
                .setRpcServiceSharing(RpcServiceSharing.SHARED)
                .build());
    try {
      cluster.start();
      return cluster;
    } catch (Exception failed) {
      throw new CompletionException(failed);
    }
  }

  @Override
  public PipelineExecutorFactory getExecutorFactory(Configuration configuration) {
    return this;
  }

  @Override
  public Stream<String> getExecutorNames() {
    return Stream.of(NAME);
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public boolean isCompatibleWith(Configuration configuration) {
    return true;
  }

  @Override
  public PipelineExecutor getExecutor(Configuration configuration) {
    return this::submit;
  }

  private CompletableFuture<JobClient> submit(
      Pipeline pipeline, Configuration configuration, ClassLoader classes) throws Exception {
    MiniCluster running = cluster.get();
    return running
        .submitJob(PipelineExecutorUtils.getStreamGraph(pipeline, configuration))
        .thenApply(
            submitted ->
                new MiniClusterJobClient(
                    submitted.getJobID(), running, classes, JobFinalizationBehavior.NOTHING));
  }

  @Override
  public void close() {
    try {
      cluster.thenCompose(MiniCluster::closeAsync).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException over) {
      // It ends with the process.
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    temporary.close();
  }
}
