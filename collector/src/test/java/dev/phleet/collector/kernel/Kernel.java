package dev.phleet.collector.kernel;

import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.Limits;
import dev.phleet.collector.detector.Settings;
import java.util.ArrayList;
import java.util.List;

/**
 * The detector, loaded and attached once for all tests, because that takes a second. Tests stay
 * apart: each has its own processes, its own scope, and executables (so profiles) that no other
 * has.
 */
final class Kernel implements AutoCloseable {
  private static final Limits ROOMY = new Limits(4 << 20, 4096);

  private final Detector detector = Detector.load(Settings.defaults(), ROOMY);
  private final List<Programs> copies = new ArrayList<>();

  /** The detector; attached, and watching nothing until a scope is set. */
  Detector detector() {
    return detector;
  }

  void attach() {
    detector.attach();
  }

  /** Executables of their own for one scenario; kept to the end, so that no inode is used again. */
  Programs programs() {
    Programs programs = new Programs();
    copies.add(programs);
    return programs;
  }

  @Override
  public void close() {
    detector.close();
    copies.forEach(Programs::close);
  }
}
