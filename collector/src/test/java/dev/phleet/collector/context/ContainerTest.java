package dev.phleet.collector.context;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths as the runtimes make them; ID stands for 64 hexadecimal digits. */
final class ContainerTest {
  private static final String ID = "0123456789abcdef".repeat(4);
  private static final String POD = "8c0a1b2c-1111-2222-3333-444455556666";

  @ParameterizedTest
  @CsvSource({
    "0::/system.slice/docker-ID.scope, docker",
    "12:pids:/docker/ID, docker",
    "0::/machine.slice/libpod-ID.scope/container, podman",
    "4:cpu:/libpod_parent/libpod-ID, podman",
    "0::/default/ID, containerd",
    "0::/system.slice/nerdctl-ID.scope, containerd",
    "0::/system.slice/crio-ID.scope, cri-o",
    "0::/kubepods.slice/kubepods-podPOD_.slice/cri-containerd-ID.scope, containerd pod POD",
    "0::/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-podPOD_.slice/crio-ID.scope,"
        + " cri-o pod POD",
    "5:memory:/kubepods/burstable/podPOD/ID, kubernetes pod POD",
    "0::/system.slice/kubepods-burstable-podPOD_.slice:cri-containerd:ID, containerd pod POD",
  })
  void shouldFindTheContainerAndItsRuntime(String line, String hint) {
    String text = line.replace("POD_", POD.replace('-', '_')).replace("POD", POD);

    assertThat(Container.of(text.replace("ID", ID) + "\n"))
        .contains(new Container(ID, hint.replace("POD", POD)));
  }

  @ParameterizedTest
  @CsvSource({
    "0::/machine.slice/systemd-nspawn@debian.service/payload/init.scope, debian",
    "1:name=systemd:/machine.slice/machine-web\\x2d1.scope, web-1",
  })
  void shouldNameTheMachineOfSystemdNspawn(String line, String name) {
    assertThat(Container.of(line)).contains(new Container(name, "systemd-nspawn"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0::/",
        "0::/user.slice/user-1000.slice",
        "0::/x/abcdef0123",
        "0::/machine.slice/libpod-conmon-ID.scope",
        "0::/machine.slice/systemd-nspawn@debian.service/supervisor",
        "0::/machine.slice/machine-qemu\\x2d1\\x2dvm.scope",
        "no cgroup at all",
      })
  void shouldFindNoContainerWhereThereIsNone(String text) {
    assertThat(Container.of(text.replace("ID", ID))).isEmpty();
  }

  @Test
  void shouldTakeTheInnermostContainerOfAnyLine() {
    String inner = "f".repeat(64);

    assertThat(Container.of("2:cpu:/\n1:pids:/docker/" + ID + "/docker/" + inner))
        .contains(new Container(inner, "docker"));
  }
}
