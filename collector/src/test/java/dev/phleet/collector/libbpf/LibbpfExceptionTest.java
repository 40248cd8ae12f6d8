package dev.phleet.collector.libbpf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LibbpfExceptionTest {
  @Test
  void shouldSayTheErrnosMeaningAndTheReasonInOneLine() {
    String log =
        """
        libbpf: prog 'x': missing .BTF.ext function info
        libbpf: prog 'x': BPF program load failed: Permission denied
        libbpf: prog 'x': -- BEGIN PROG LOAD LOG --
        0: R1=ctx() R10=fp0
        invalid access to map value
        processed 27 insns (limit 1000000)
        -- END PROG LOAD LOG --
        libbpf: failed to load object 'phleet'
        """;

    assertThat(new LibbpfException("cannot load", 13, log))
        .hasMessage(
            "cannot load: EACCES (Permission denied); libbpf: prog 'x': BPF program load failed:"
                + " Permission denied; the verifier says: invalid access to map value");
  }

  @Test
  void shouldNameLibbpfsOwnErrors() {
    assertThat(new LibbpfException("cannot open", 4003, ""))
        .hasMessage("cannot open: libbpf 4003 (the object was made for another byte order)");
  }

  @Test
  void shouldPrintANumberThatHasNoName() {
    assertThat(new LibbpfException("x", 75, "")).hasMessageStartingWith("x: errno 75 (");
  }
}
