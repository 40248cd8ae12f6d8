package dev.phleet.collector.replay;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who made whom in a file of strace's. A child may speak before its parent's fork has returned, so
 * the whole file is looked at first.
 */
final class StraceForks {
  private static final Set<String> CALLS = Set.of("fork", "vfork", "clone", "clone2", "clone3");

  /** By child: its parents in their order, because a number is given again. */
  private final Map<Integer, Deque<Integer>> parents = new HashMap<>();

  static StraceForks in(Lines lines) throws IOException {
    StraceForks forks = new StraceForks();
    for (String text = StraceLine.next(lines); text != null; text = StraceLine.next(lines)) {
      StraceLine.parse(text).ifPresent(forks::note);
    }
    return forks;
  }

  /** Whether a call makes a process or a thread. */
  static boolean isFork(String call) {
    return CALLS.contains(call);
  }

  /** Whether the file names a parent of the task, now or before. */
  boolean isChild(int task) {
    return parents.containsKey(task);
  }

  /** The next parent of a task that speaks for the first time. */
  Optional<Integer> takeParent(int child) {
    return Optional.ofNullable(parents.get(child)).map(Deque::poll);
  }

  private void note(StraceLine line) {
    if (isFork(line.name())) {
      line.result()
          .filter(child -> child > 0)
          .ifPresent(
              child -> parents.computeIfAbsent(child, first -> new ArrayDeque<>()).add(line.pid()));
    }
  }
}
