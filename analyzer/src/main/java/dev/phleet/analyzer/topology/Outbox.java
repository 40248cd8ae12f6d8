package dev.phleet.analyzer.topology;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;

/**
 * Has a processor send once a commit what it has added up since the last. What it is about and what
 * is sent of it are in one transaction, so that nothing is lost or told twice when an instance
 * dies.
 *
 * <p>Kafka Streams lets a processor forward only while it is processing; its own caches, which do
 * the same as this, tell the context in the same way which processor it is that forwards.
 */
final class Outbox implements HeldBack {
  private static final int NOWHERE = -1;

  private final InternalProcessorContext<?, ?> context;
  private final ProcessorNode<?, ?, ?, ?> node;
  private final WriteBack together;
  private final Runnable send;
  private boolean waiting;

  /**
   * Of the processor that is being initialized.
   *
   * @param together what else its thread holds back
   * @param send forwards everything
   */
  Outbox(ProcessorContext<?, ?> context, WriteBack together, Runnable send) {
    this.context = (InternalProcessorContext<?, ?>) context;
    this.together = together;
    this.send = send;
    node = this.context.currentNode();
  }

  /** There is something to send. */
  void fill() {
    if (!waiting) {
      waiting = true;
      together.join(this);
    }
  }

  @Override
  public void write() {
    if (!waiting) {
      return;
    }
    waiting = false;
    ProcessorNode<?, ?, ?, ?> nodeBefore = context.currentNode();
    ProcessorRecordContext recordBefore = context.recordContext();
    context.setCurrentNode(node);
    context.setRecordContext(
        new ProcessorRecordContext(
            context.currentSystemTimeMs(), NOWHERE, NOWHERE, null, new RecordHeaders()));
    try {
      send.run();
    } finally {
      context.setRecordContext(recordBefore);
      context.setCurrentNode(nodeBefore);
    }
  }

  /** Nothing is to be sent any more: the task is closed. */
  void close() {
    waiting = false;
    together.leave(this);
  }
}
