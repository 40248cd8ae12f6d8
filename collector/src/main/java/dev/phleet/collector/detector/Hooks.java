package dev.phleet.collector.detector;

import dev.phleet.collector.libbpf.BpfLink;
import dev.phleet.collector.libbpf.BpfObject;
import dev.phleet.collector.libbpf.BpfProgram;
import dev.phleet.collector.libbpf.RunStatistics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The programs of the detector that the kernel's trace points run, and their links. */
final class Hooks {
  private static final String HOOK = "tp_btf/";
  private static final String END = HOOK + "sched_process_exit";

  private final BpfObject object;
  private final List<BpfLink> links = new ArrayList<>();

  /** Those of a loaded object, not attached. */
  Hooks(BpfObject object) {
    this.object = object;
  }

  /** Attaches each, or none. The end of a task comes first, so that none ends unseen after that. */
  void attach() {
    try {
      programs()
          .sorted(Comparator.comparing(program -> !program.section().equals(END)))
          .forEach(program -> links.add(program.attach()));
    } catch (RuntimeException failed) {
      detach();
      throw failed;
    }
  }

  boolean areAttached() {
    return !links.isEmpty();
  }

  void detach() {
    links.forEach(BpfLink::close);
    links.clear();
  }

  /** What each did since it was loaded, by its name. */
  Map<String, RunStatistics> statistics() {
    Map<String, RunStatistics> statistics = new TreeMap<>();
    programs().forEach(program -> statistics.put(program.name(), program.statistics()));
    return statistics;
  }

  private Stream<BpfProgram> programs() {
    return object.programs().stream().filter(program -> program.section().startsWith(HOOK));
  }
}
