package dev.phleet.collector.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.context.ContextReader;
import dev.phleet.collector.context.ProcessContext;
import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.Limits;
import dev.phleet.collector.detector.ProfileRow;
import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.event.Created;
import dev.phleet.collector.event.EventDecoder;
import dev.phleet.schemas.event.Ancestor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Copies, scripts and ignored programs on the real kernel, below a shell of this test. */
@EnabledIf("dev.phleet.collector.detector.Machine#mustLoad")
final class NewcomersKernelTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Room for the shell, mount, cp, and some copies; four times as many are started. */
  private static final int FEW = 12;

  @TempDir private Path directory;
  private final List<Created> created = new ArrayList<>();
  private Process shell;
  private Detector detector;
  private Executables executables;
  private Newcomers newcomers;

  @BeforeEach
  void start() throws IOException {
    shell = new ProcessBuilder("/bin/sh").redirectErrorStream(true).start();
  }

  @AfterEach
  void end() throws IOException {
    shell.destroy();
    executables.close();
    detector.close();
  }

  @Test
  void shouldShareOneProfileBetweenTheStartsOfAnImage() throws IOException {
    watch(IgnoreRules.NONE, false);
    copy("lower/prog");
    for (String name : List.of("upper1", "work1", "upper2", "work2", "root")) {
      Files.createDirectories(directory.resolve(name));
    }
    startImage(1);
    startImage(2);

    List<Created> programs = created("/prog");
    assertThat(programs).hasSize(2);
    long first = programs.get(0).header().profileKey();
    long second = programs.get(1).header().profileKey();
    assertThat(first).isNotEqualTo(second);
    await(() -> newcomers.aliases().made() == 1);
    assertThat(newcomers.aliases().failed()).isZero();
    assertThat(profile(first).slot()).isEqualTo(profile(second).slot());
    assertThat(detector.profiles()).extracting(ProfileRow::key).contains(first);
    assertThat(detector.profiles()).extracting(ProfileRow::key).doesNotContain(second);
    long calls = profile(first).counters().calls();
    say("kill -9 $!; wait $!; echo done");
    await(() -> detector.freeSlots().isEmpty() && detector.slotsWaiting() == 0);
    // The second start ended in the profile of the first.
    assertThat(profile(first).counters().calls()).isGreaterThanOrEqualTo(calls);
  }

  @Test
  void shouldServeFarMoreStartsOfAnImageThanThereIsRoomForProfiles() throws IOException {
    shell.destroy();
    shell = new ProcessBuilder("unshare", "-m", "/bin/sh").redirectErrorStream(true).start();
    assertThat(say("echo; echo done")).isEmpty();
    watch(IgnoreRules.NONE, false, FEW);
    for (int start = 0; start < 4 * FEW; start++) {
      startCopyOnADeviceOfItsOwn(start);
    }

    assertThat(detector.counters().profilesFull()).isZero();
    assertThat(newcomers.aliases().made()).isEqualTo(4L * FEW - 1);
    await(() -> detector.freeSlots().isEmpty() && detector.slotsWaiting() == 0);
    assertThat(created("/prog")).hasSize(4 * FEW);
    assertThat(detector.profiles())
        .extracting(row -> executables.knownPath(row.key()))
        .filteredOn(path -> path.endsWith("/prog"))
        .hasSize(1);
  }

  /** Mounts that only the shell has; each stays, so that no device number comes again. */
  private void startCopyOnADeviceOfItsOwn(int number) throws IOException {
    Path mount = Files.createDirectory(directory.resolve("mount" + number));
    say("mount -t tmpfs none %1$s && cp /bin/sleep %1$s/prog; echo done".formatted(mount));
    run(mount + "/prog 20 & :");
    await(() -> read() && created("/prog").size() > number);
    await(() -> newcomers.aliases().made() == number);
    say("kill $!; wait; echo done");
    await(() -> read() && detector.freeSlots().size() + detector.slotsWaiting() < FEW / 2);
  }

  @Test
  void shouldKeepACopyUnderAnotherNameApart() throws IOException {
    watch(IgnoreRules.NONE, false);
    runAndWait(copy("one"));
    runAndWait(copy("two"));

    long one = created("/one").get(0).header().profileKey();
    long two = created("/two").get(0).header().profileKey();
    assertThat(executables.executable(one, 0).getId())
        .startsWith("sha256:")
        .isEqualTo(executables.executable(two, 0).getId());
    assertThat(profile(one).slot()).isNotEqualTo(profile(two).slot());
    assertThat(newcomers.aliases().made()).isZero();
  }

  @Test
  void shouldGoOnInTheProfileOfAFileThatIsInstalledAgain() throws IOException {
    watch(IgnoreRules.NONE, false);
    Path program = copy("prog");
    runAndWait(program);
    Files.move(copy("prog.new"), program, StandardCopyOption.REPLACE_EXISTING);
    runAndWait(program);
    await(() -> newcomers.aliases().made() == 1);

    List<Created> both = created("/prog");
    assertThat(profile(both.get(0).header().profileKey()).slot())
        .isEqualTo(profile(both.get(1).header().profileKey()).slot());
  }

  @Test
  void shouldIgnoreByPathAndWatchAgainWhenTheRuleGoes() throws IOException {
    watch(new IgnoreRules(List.of(directory + "/**"), List.of(), List.of()), false);
    runAndWait(copy("quiet"));
    long key = created("/quiet").get(0).header().profileKey();
    await(() -> profile(key).counters().ignored());
    assertThat(newcomers.ignored().size()).isEqualTo(1);

    newcomers.ignored().change(IgnoreRules.NONE);
    assertThat(profile(key).counters().ignored()).isFalse();

    String digest = executables.executable(key, 0).getId();
    newcomers.ignored().change(new IgnoreRules(List.of(), List.of(digest), List.of()));
    assertThat(profile(key).counters().ignored()).isTrue();
  }

  @Test
  void shouldGiveAScriptAProfileOfItsOwnWhenAskedTo() throws IOException {
    watch(IgnoreRules.NONE, true);
    Path script = script();
    runAndWait(script);
    run("cd " + directory + "; ./greet & :");

    List<Created> scripts = created.stream().filter(c -> !c.script().isEmpty()).toList();
    assertThat(scripts).extracting(Created::script).contains(script.toString());
    long key = scripts.get(0).header().profileKey();
    assertThat(executables.executable(key, 0).getPath()).isEqualTo(script.toString());
    assertThat(executables.executable(key, 0).getId()).startsWith("sha256:");
    // By another name it is the same file: one profile.
    await(() -> newcomers.aliases().made() == 1);
  }

  @Test
  void shouldNameTheScriptBesideItsInterpreterAndTheAncestors() throws IOException {
    watch(IgnoreRules.NONE, false);
    Path script = script();
    run(script + " & :");
    assertThat(say("echo $!; echo done")).isNotEmpty();
    int pid = Integer.parseInt(lastLine);
    await(() -> new ContextReader().read(pid, 0).script().isPresent());

    ProcessContext context = new ContextReader().read(pid, 0);
    assertThat(context.script()).contains(script.toString());
    assertThat(context.ancestry())
        .extracting(Ancestor::getPid)
        .startsWith((int) shell.pid(), (int) ProcessHandle.current().pid());
    assertThat(context.ancestry().get(0).getExecutable()).contains("sh");
    say("kill $!; wait; echo done");
  }

  private String lastLine = "";

  private void watch(IgnoreRules rules, boolean scripts) {
    watch(rules, scripts, 64);
  }

  private void watch(IgnoreRules rules, boolean scripts, int profiles) {
    Settings settings =
        Settings.defaults()
            .watchingTree((int) shell.pid())
            .edit()
            .batch(1)
            .newSequences(false)
            .profileScripts(scripts)
            .build();
    detector = Detector.load(settings, new Limits(4 << 20, profiles));
    executables = new Executables();
    newcomers = new Newcomers(detector, rules);
    executables.listen(newcomers);
    detector.attach();
    detector.adopt();
  }

  /** Each start has its own mounts, as a container has: they go with its last process. */
  private void startImage(int number) throws IOException {
    String mount =
        "mount -t overlay none -o lowerdir=%1$s/lower,upperdir=%1$s/upper%2$d,workdir=%1$s/work%2$d"
            + " %1$s/root";
    run(
        "unshare -m sh -c '%s && exec %s/root/prog 20' & :"
            .formatted(mount.formatted(directory, number), directory));
    await(() -> read() && created("/prog").size() == number);
    Created latest = created("/prog").get(number - 1);
    await(() -> executables.executable(latest.header().profileKey(), 0).getId().length() == 71);
  }

  private void runAndWait(Path program) throws IOException {
    int before = created.size();
    run(program + " 20 & :");
    await(() -> read() && created.size() > before);
    String name = program.getFileName().toString();
    await(() -> read() && created.stream().anyMatch(c -> isOf(c, name)));
    created.forEach(c -> executables.executable(c.header().profileKey(), 0));
    say("kill $!; wait; echo done");
  }

  private static boolean isOf(Created event, String name) {
    return event.path().endsWith("/" + name) || event.script().endsWith("/" + name);
  }

  private void run(String command) throws IOException {
    say(command + "\necho done");
    read();
  }

  private boolean read() {
    detector.poll(
        Duration.ofMillis(50),
        bytes -> {
          if (EventDecoder.decode(bytes) instanceof Created event) {
            created.add(event);
            String path = event.script().isEmpty() ? event.path() : event.script();
            executables.learn(event.header().profileKey(), path, event.process().pid());
          }
        });
    return true;
  }

  private List<Created> created(String end) {
    read();
    return created.stream().filter(event -> event.path().endsWith(end)).toList();
  }

  private ProfileRow profile(long key) {
    return detector.profile(key).orElseThrow();
  }

  private Path copy(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.copy(Path.of("/bin/sleep"), file, StandardCopyOption.COPY_ATTRIBUTES);
  }

  private Path script() throws IOException {
    Path script = Files.writeString(directory.resolve("greet"), "#!/bin/sh\nread line\nsleep 20\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    // Something to read that never comes, so that the script stays.
    return script;
  }

  private String say(String command) throws IOException {
    shell.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
    shell.getOutputStream().flush();
    StringBuilder said = new StringBuilder();
    while (!said.toString().endsWith("done\n")) {
      int next = shell.getInputStream().read();
      assertThat(next).as("the shell ended: %s", said).isNotNegative();
      said.append((char) next);
    }
    String text = said.substring(0, said.length() - "done\n".length()).strip();
    lastLine = text.substring(text.lastIndexOf('\n') + 1);
    return text;
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
