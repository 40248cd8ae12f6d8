package dev.phleet.collector.libbpf;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phleet.collector.detector.ObjectFile;
import org.junit.jupiter.api.Test;

class BpfObjectTest {
  @Test
  void shouldRefuseToBeUsedOnceItIsClosed() {
    BpfObject object = BpfObject.open(ObjectFile.ofThisMachine());
    object.close();

    assertThatThrownBy(object::programs)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> object.map("profiles")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(object::load).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldBeClosedTwiceWithoutHarm() {
    BpfObject object = BpfObject.open(ObjectFile.ofThisMachine());

    object.close();
    object.close();
  }
}
