package dev.phleet.collector.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every format, and what is said of a file that has none. */
final class RecordingTest {
  @TempDir private Path directory;

  @Test
  void shouldReadNumbersAndNamesOfTracesPackedOrNot() throws IOException {
    String text = "train\tp\ta\t0 write  openat \nnormal\tp\tb\t\n\nattack:x\tq\td/e\n";
    Path packed = directory.resolve("packed");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    for (Path file : new Path[] {write(text), packed}) {
      Recorded played = play(file);

      assertThat(played.order())
          .containsExactly(
              new Trace("train", "p", "a"),
              new Trace("normal", "p", "b"),
              new Trace("attack:x", "q", "d/e"));
      assertThat(played.of("a")).containsExactly("read", "write", "openat", "(end)");
      assertThat(played.of("b")).containsExactly("(end)");
      assertThat(played.of("d/e")).containsExactly("(end)");
    }
  }

  @Test
  void shouldFollowForksThreadsAndHandlersInStracesOutput() throws URISyntaxException {
    Path sample = Path.of(RecordingTest.class.getResource("learned.strace").toURI());
    Recorded played = play(sample);

    assertThat(played.order()).extracting(Trace::program).containsOnly("./subject");
    assertThat(played.order()).hasSize(3);
    String first = played.order().get(0).id();
    assertThat(played.of(first))
        .containsExactly(
            "getuid",
            "getuid",
            "getuid",
            "getuid",
            "getuid",
            "rt_sigaction",
            "getpid",
            "gettid",
            "tgkill",
            "(handler)",
            "getgid",
            "rt_sigreturn",
            "clone",
            "wait4",
            "clone",
            "sched_yield",
            "sched_yield",
            "sched_yield",
            "sched_yield",
            "getpid",
            "exit_group",
            "(end)");
    assertThat(played.of(played.order().get(1).id()))
        .containsExactly(
            "(child of " + first + ")", "geteuid", "geteuid", "geteuid", "exit", "(end)");
    assertThat(played.of(played.order().get(2).id()))
        .containsExactly(
            "(child of " + first + ")", "getegid", "getegid", "getegid", "exit", "(end)");
  }

  @Test
  void shouldFollowUnfinishedLinesAndExecInStracesOutput() throws IOException {
    Recorded played =
        play(
            write(
                """
                7 12:00:01.000001 execve("/bin/a", ["a"], 0x7 /* 3 vars */) = 0
                7 12:00:01.000002 fork() = 8
                7 12:00:01.000003 wait4(-1,  <unfinished ...>
                8 12:00:01.000004 execve("/bin/none", ["none"], 0x7 /* 3 vars */) = -1 ENOENT (No such file or directory)
                8 12:00:01.000005 execve("/bin/b", ["b"], 0x7 /* 3 vars */ <unfinished ...>
                7 12:00:01.000006 --- SIGCHLD {si_signo=SIGCHLD} ---
                8 12:00:01.000007 <... execve resumed>) = 0
                8 12:00:01.000008 write(1, "a = 3", 5) = 5
                8 12:00:01.000009 +++ killed by SIGKILL +++
                7 12:00:01.000010 <... wait4 resumed>[{WIFSIGNALED(s)}], 0, NULL) = 8
                7 12:00:01.000011 exit_group(0) = ?
                """));

    assertThat(played.order())
        .containsExactly(
            new Trace("recorded", "/bin/a", "7"),
            new Trace("recorded", "/bin/a", "8"),
            new Trace("recorded", "/bin/b", "8.2"));
    assertThat(played.of("7")).containsExactly("fork", "wait4", "exit_group", "(end)");
    assertThat(played.of("8")).containsExactly("(child of 7)", "execve", "execve", "(end)");
    assertThat(played.of("8.2")).containsExactly("write", "(end)");
  }

  @Test
  void shouldTakeTheCallsOfAProcessThatRanBefore() throws IOException {
    Recorded played =
        play(
            write(
                """
                strace: Process 7 attached
                [pid    17] read(0, "", 1) = 0
                [pid    17] syscall_0x27(0, 0) = 17
                """));

    assertThat(played.order()).containsExactly(new Trace("recorded", "nobody", "17"));
    assertThat(played.of("17")).containsExactly("read", "getpid", "(end)");
  }

  @Test
  void shouldFollowWhatStracePrintsToATerminal() throws IOException {
    Recorded played =
        play(
            write(
                """
                execve("/bin/a", ["a"], 0x7 /* 3 vars */) = 0
                getppid()                               = 3
                clone(child_stack=NULL, flags=CLONE_CHILD_SETTID|SIGCHLDstrace: Process 8 attached
                 <unfinished ...>
                [pid     8] getuid() = 0
                [pid     7] <... clone resumed>, child_tidptr=0x7f) = 8
                [pid     7] wait4(-1,  <unfinished ...>
                [pid     8] exit_group(0)               = ?
                [pid     8] +++ exited with 0 +++
                <... wait4 resumed>[{WIFEXITED(s)}], 0, NULL) = 8
                clone(child_stack=NULL, flags=CLONE_CHILD_SETTID|SIGCHLDstrace: Process 9 attached
                , child_tidptr=0x7f) = 9
                [pid     9] exit_group(0)               = ?
                [pid     9] +++ exited with 0 +++
                getpid()                                = 7
                +++ exited with 0 +++
                """));

    assertThat(played.order())
        .containsExactly(
            new Trace("recorded", "/bin/a", "main"),
            new Trace("recorded", "/bin/a", "8"),
            new Trace("recorded", "/bin/a", "9"));
    assertThat(played.of("main"))
        .containsExactly("getppid", "clone", "wait4", "clone", "getpid", "(end)");
    assertThat(played.of("9")).containsExactly("(child of main)", "exit_group", "(end)");
    assertThat(played.of("8")).containsExactly("(child of main)", "getuid", "exit_group", "(end)");
  }

  @Test
  void shouldTakeWindowsOfEventsOldestFirst() throws IOException {
    String event =
        "{\"topic\":\"%s\",\"key\":\"k\",\"value\":{\"host\":{\"name\":\"h\"},\"source\":"
            + "{\"sequence\":%d},\"executable\":{\"path\":\"/bin/a\"},\"process\":{\"tid\":5},"
            + "\"state\":\"%s\",\"window\":[{\"table\":\"NATIVE\",\"number\":1,\"name\":\"write\"},"
            + "{\"table\":\"NATIVE\",\"number\":0,\"name\":\"read\"}]}}\n";
    Recorded played =
        play(
            write(
                event.formatted("new-sequences", 3, "TRAINING")
                    + event.formatted("new-sequences", 4, "NORMAL")
                    + event.formatted("anomalies", 9, "NORMAL")
                    + "{\"topic\":\"collectors\",\"key\":\"k\",\"value\":{}}\n"));

    assertThat(played.order())
        .containsExactly(
            new Trace("train", "h:/bin/a", "5#3"),
            new Trace("new", "h:/bin/a", "5#4"),
            new Trace("anomaly", "h:/bin/a", "5#9"));
    assertThat(played.of("5#9")).containsExactly("read", "write", "(end)");
  }

  @Test
  void shouldLearnFromAllOfAFileThatIsToTrain() throws IOException {
    Recorded played = new Recorded();
    new Recording(write("normal\tp\ta\t0\n"), true).play(played, calls(), "nobody");

    assertThat(played.order()).containsExactly(new Trace("train", "p", "a"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hello world | line 1: is none of the known formats: traces",
        "'train\tp\ta\t0 1\nnormal p' | line 2: a trace is: label, program, id and calls",
        "'\ttrain\ta\t0' | line 1: a trace needs a label and a program",
        "'train\tp\ta\t0 1024' | line 1: 1024 is no call: numbers of calls are at most 1022",
        "'train\tp\ta\t0 99999999999' | line 1: 99999999999 is no call",
        "'train\tp\ta\t0 -1' | line 1: '-1' is no call of x86_64",
        "'train\tp\ta\topenatt' | line 1: 'openatt' is no call of x86_64: did you mean openat?",
        "'7 read(0) = 0\n7 raed(0) = 0' | line 2: 'raed' is no call of x86_64: did you mean read?",
        "'7 read(0) = 0\n%' | line 2: this is no line of strace's output",
        "'{\"topic\":1,\"value\":2}\n{\"topic\"' | line 2: this is no JSON",
        "{} | line 1: this is no event: it lacks topic and value",
        "'{\"topic\":\"anomalies\",\"value\":{}}' | line 1: the event lacks a path or a window",
        "' ' | holds no line",
      })
  void shouldNameFileAndLineOfWhatCannotBePlayed(String text, String complaint) throws IOException {
    Path file = write(text.replace("\\t", "\t").replace("\\n", "\n"));

    assertThatThrownBy(() -> play(file))
        .isInstanceOf(BadRecordingException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(complaint);
  }

  @Test
  void shouldSayThatAPackedFileIsCutOff() throws IOException {
    Path packed = directory.resolve("packed");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write("train\tp\ta\t0 1 2\n".repeat(1000).getBytes(StandardCharsets.UTF_8));
    }
    byte[] bytes = Files.readAllBytes(packed);
    Files.write(packed, Arrays.copyOf(bytes, bytes.length - 9));

    assertThatThrownBy(() -> play(packed)).hasMessageContaining("damaged or cut off");
  }

  @Test
  void shouldSayThatThereIsNoSuchFile() {
    assertThatThrownBy(() -> play(directory.resolve("none")))
        .hasMessage(directory.resolve("none") + ": cannot be read: there is no such file");
    assertThatThrownBy(() -> play(directory))
        .hasMessageContaining(directory + ": cannot be read: it is a directory");
  }

  @Test
  void shouldKnowTheNamesOfOtherArchitectures() {
    CallTexts arm = CallTexts.of("aarch64").orElseThrow();
    CallTexts none = CallTexts.of("none").orElseThrow();

    assertThat(arm.name(arm.code("openat"))).isEqualTo("openat");
    assertThat(arm.code("rt_sigreturn")).isEqualTo(calls().code("rt_sigreturn"));
    assertThat(none.name(none.code(59))).isEqualTo("59");
    assertThat(none.complaint("read")).contains("--architecture none has no names");
    assertThat(CallTexts.of("vax")).isEmpty();
    for (String architecture : CallTexts.architectures()) {
      CallTexts texts = CallTexts.of(architecture).orElseThrow();
      assertThat(IntStream.range(0, 1023).map(texts::code).distinct())
          .as("every number of %s has a code of its own", architecture)
          .hasSize(1023);
    }
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("recording"), text);
  }

  private static Recorded play(Path file) {
    Recorded played = new Recorded();
    new Recording(file, false).play(played, calls(), "nobody");
    return played;
  }

  private static CallTexts calls() {
    return CallTexts.of("x86_64").orElseThrow();
  }
}
