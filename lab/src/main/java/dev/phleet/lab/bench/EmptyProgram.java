package dev.phleet.lab.bench;

import dev.phleet.collector.libbpf.BpfLink;
import dev.phleet.collector.libbpf.BpfObject;
import java.io.IOException;
import java.io.InputStream;

/** A program that does nothing on the detector's hook: the floor of what a detector there costs. */
final class EmptyProgram implements AutoCloseable {
  private static final String RESOURCE = "/dev/phleet/bpf/bench/empty.bpf.o";

  private final BpfObject object;

  private EmptyProgram(BpfObject object) {
    this.object = object;
  }

  /**
   * Loads it.
   *
   * @throws dev.phleet.collector.libbpf.LibbpfException when the kernel refuses
   */
  static EmptyProgram load() {
    BpfObject object = BpfObject.open(bytes());
    object.load();
    return new EmptyProgram(object);
  }

  /** Attaches it until the link is closed. */
  BpfLink attach() {
    return object.program("empty").attach();
  }

  @Override
  public void close() {
    object.close();
  }

  private static byte[] bytes() {
    try (InputStream stream = EmptyProgram.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new BenchException("the bench's empty program was not built into this jar");
      }
      return stream.readAllBytes();
    } catch (IOException failed) {
      throw new BenchException("cannot read the bench's empty program", failed);
    }
  }
}
