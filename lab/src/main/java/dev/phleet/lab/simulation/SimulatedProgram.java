package dev.phleet.lab.simulation;

import dev.phleet.collector.calls.CallNames;
import dev.phleet.schemas.event.Call;
import dev.phleet.schemas.event.Executable;
import dev.phleet.schemas.event.Pair;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * One program of the fleet, the same file on every host.
 *
 * @param number its rank in popularity, from 0
 * @param id its executable id
 * @param path where it lies
 * @param calls the distinct calls that it uses, 30 to 80 of them
 */
record SimulatedProgram(int number, String id, String path, List<Call> calls) {
  private static final int FEWEST_CALLS = 30;
  private static final int MOST_CALLS = 80;
  private static final int CALL_NUMBERS = 330;
  private static final int WINDOW = 9;
  private static final int CELLS_A_CALL = 4;
  private static final int USUAL_SETS = 4;
  private static final int ODD_HOSTS = 20;

  /**
   * What is surprising about an anomaly.
   *
   * @param window its calls, newest first
   * @param mismatches its mismatched distances, ascending
   */
  record Surprise(List<Call> window, List<Integer> mismatches) {}

  static SimulatedProgram of(int number, CallNames names, Random random) {
    int distinct = FEWEST_CALLS + random.nextInt(MOST_CALLS - FEWEST_CALLS + 1);
    List<Call> calls =
        random
            .ints(0, CALL_NUMBERS)
            .distinct()
            .limit(distinct)
            .mapToObj(n -> names.call(n + 1))
            .toList();
    String name = "program-%04d".formatted(number);
    return new SimulatedProgram(number, "sha256:" + digest(name), "/usr/bin/" + name, calls);
  }

  /** The executable as one host knows it. */
  Executable on(int host) {
    return new Executable(id, path, ((long) host << Integer.SIZE) | (number + 1));
  }

  /**
   * The pairs that a host knows: one of a few usual sets, and on some hosts a few more that no
   * other has.
   *
   * @param host number of the host
   * @param normal whether they are test data, too
   * @param learned 0, or a number that says what the host has learned since
   */
  List<Pair> pairs(int host, boolean normal, int learned) {
    Random usual = new Random(number * 31L + host % USUAL_SETS);
    Random own = new Random(number * 31L + USUAL_SETS + host);
    Random later = new Random(learned * 31L + number);
    int learning = learned == 0 ? -1 : later.nextInt(calls.size());
    List<Pair> pairs = new ArrayList<>();
    for (int current = 0; current < calls.size(); current++) {
      Set<Integer> previous = new TreeSet<>();
      // What follows what is mostly the same everywhere.
      for (int i = 0; i < CELLS_A_CALL; i++) {
        previous.add((current * 7 + i * 5) % calls.size());
      }
      if (usual.nextInt(4) == 0) {
        previous.add(usual.nextInt(calls.size()));
      }
      if (host % ODD_HOSTS == 0 && own.nextInt(10) == 0) {
        previous.add(own.nextInt(calls.size()));
      }
      if (current == learning) {
        previous.add(later.nextInt(calls.size()));
      }
      for (int cell : previous) {
        int distances = 1 + (current * 11 + cell * 3) % 255;
        pairs.add(new Pair(current, cell, distances, normal ? distances : 0));
      }
    }
    return pairs;
  }

  /** The surprise of that number: always the same one. */
  Surprise surprise(long surprise) {
    Random random = new Random(surprise * 31 + number);
    List<Call> window = new ArrayList<>();
    for (int i = 0; i < WINDOW; i++) {
      window.add(calls.get(random.nextInt(calls.size())));
    }
    List<Integer> mismatches = new ArrayList<>();
    int first = 1 + random.nextInt(WINDOW - 1);
    for (int distance = first; distance < WINDOW; distance++) {
      if (distance == first || random.nextInt(3) == 0) {
        mismatches.add(distance);
      }
    }
    return new Surprise(List.copyOf(window), List.copyOf(mismatches));
  }

  private static String digest(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
