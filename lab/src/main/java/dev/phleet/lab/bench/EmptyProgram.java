package dev.phleet.lab.bench;

import dev.phleet.collector.libbpf.BpfLink;
import dev.phleet.collector.libbpf.BpfObject;
import dev.phleet.collector.libbpf.BpfProgram;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Programs that do nothing, one on each of the detector's hooks: the floor of what a detector there
 * costs.
 */
final class EmptyProgram implements Subject, AutoCloseable {
  private final BpfObject object;

  private EmptyProgram(BpfObject object) {
    this.object = object;
  }

  /**
   * Loads them.
   *
   * @throws dev.phleet.collector.libbpf.LibbpfException when the kernel refuses
   */
  static EmptyProgram load() {
    try {
      BpfObject object = BpfObject.open(BenchResource.bytes("empty.bpf.o"));
      object.load();
      return new EmptyProgram(object);
    } catch (IOException failed) {
      throw new BenchException("cannot read the bench's empty program", failed);
    }
  }

  @Override
  public String name() {
    return OverheadFigures.EMPTY;
  }

  @Override
  public Handle attach() {
    List<BpfLink> links = new ArrayList<>();
    try {
      for (BpfProgram program : object.programs()) {
        links.add(program.attach());
      }
    } catch (RuntimeException failed) {
      links.forEach(BpfLink::close);
      throw failed;
    }
    return () -> links.forEach(BpfLink::close);
  }

  @Override
  public void close() {
    object.close();
  }
}
