package dev.phleet.collector;

import dev.phleet.collector.config.CollectorConfig;
import dev.phleet.collector.config.ConfigException;
import dev.phleet.collector.config.ConfigSources;
import dev.phleet.collector.config.ConfigSources.Setting;
import dev.phleet.collector.config.EffectiveConfig;
import dev.phleet.collector.config.Reload;
import dev.phleet.collector.detector.ObjectFile;
import dev.phleet.collector.layout.BtfFormatException;
import dev.phleet.collector.layout.LayoutMismatchException;
import dev.phleet.collector.libbpf.LibbpfException;
import dev.phleet.collector.log.LogSetup;
import dev.phleet.collector.preflight.Facts;
import dev.phleet.collector.preflight.Preflight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code phleet collector}: the daemon. Exit code 0: stopped; 1: gave up; 2: cannot start. */
@Command(
    name = "collector",
    description = "Watches this host's system calls and publishes what is new about them (root).",
    mixinStandardHelpOptions = true)
final class CollectorCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(CollectorCommand.class);
  private static final int CANNOT_START = 2;
  private static final int GAVE_UP = 1;
  private static final long STOP_SECONDS = 25;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Properties file; collector/README.md lists the keys. Default:"
              + " /etc/phleet/collector.conf, when it exists.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "A key of the configuration; stronger than file and environment. May be repeated.")
  private Map<String, String> overrides = new TreeMap<>();

  @Option(
      names = "--check",
      description = "Only checks the configuration and prints it, secrets masked.")
  private boolean check;

  @Option(
      names = "--object",
      paramLabel = "FILE",
      hidden = true,
      description = "Another BPF object than the one that comes with the collector.")
  private Path objectFile;

  @Override
  public Integer call() {
    try {
      var sources = new ConfigSources(Optional.ofNullable(file), System.getenv(), overrides);
      Map<String, Setting> settings = sources.read();
      CollectorConfig config = CollectorConfig.from(ConfigSources.texts(settings));
      if (check) {
        EffectiveConfig.lines(settings).forEach(System.out::println);
        return 0;
      }
      LogSetup.apply(config.operations().logFormat());
      List<String> problems = Preflight.problems(Facts.find());
      if (!problems.isEmpty()) {
        problems.forEach(CollectorCommand::complain);
        return CANNOT_START;
      }
      Collector collector = new Collector(config, object());
      HangUp.handle(new Reload(sources, settings, collector::reload));
      return run(collector);
    } catch (ConfigException
        | LayoutMismatchException
        | BtfFormatException
        | org.apache.kafka.common.config.ConfigException unusable) {
      complain(unusable.getMessage());
    } catch (LibbpfException refused) {
      LOG.debug("libbpf said: {}", refused.log());
      complain(refused.getMessage());
    } catch (IOException unreadable) {
      complain("cannot read " + objectFile + ": " + unreadable + "; check --object");
    }
    return CANNOT_START;
  }

  private static int run(Collector collector) {
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook = new Thread(() -> stop(collector, ended), "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      Optional<String> reason = collector.run();
      reason.ifPresent(CollectorCommand::complain);
      return reason.isPresent() ? GAVE_UP : 0;
    } finally {
      ended.countDown();
    }
  }

  /**
   * On SIGTERM and SIGINT: an orderly stop is a good end, whatever the signal's own number says.
   */
  private static void stop(Collector collector, CountDownLatch ended) {
    boolean running = ended.getCount() > 0;
    collector.stop();
    try {
      boolean orderly = ended.await(STOP_SECONDS, TimeUnit.SECONDS);
      if (running) {
        Runtime.getRuntime().halt(orderly ? 0 : GAVE_UP);
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private byte[] object() throws IOException {
    return objectFile == null ? ObjectFile.ofThisMachine() : Files.readAllBytes(objectFile);
  }

  private static void complain(String line) {
    System.err.println("phleet collector: " + line);
  }
}
