package dev.phleet.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeighboursTest {
  @TempDir Path proc;

  @Test
  void shouldFindOtherProcessesWithAProgramOnTheHook() throws IOException {
    descriptor(1, 3, "pos:\t0\nlink_type:\traw_tracepoint\ntp_name:\tsys_enter\n");
    descriptor(2, 3, "pos:\t0\nlink_type:\traw_tracepoint\ntp_name:\tsched_process_fork\n");
    descriptor(3, 0, "pos:\t0\nflags:\t02\n");
    descriptor(5, 7, "pos:\t0\nlink_type:\traw_tracepoint\ntp_name:\tsys_enter\n");
    Files.createDirectories(proc.resolve("11")); // a process that has just ended
    Files.createDirectories(proc.resolve("self"));

    assertThat(new Neighbours(proc, 5).present()).containsExactly(1L);
  }

  private void descriptor(int pid, int number, String text) throws IOException {
    Path directory = Files.createDirectories(proc.resolve(pid + "/fdinfo"));
    Files.writeString(directory.resolve(Integer.toString(number)), text);
  }
}
