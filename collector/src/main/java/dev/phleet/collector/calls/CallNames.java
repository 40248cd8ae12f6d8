package dev.phleet.collector.calls;

import dev.phleet.schemas.event.Call;
import dev.phleet.schemas.event.CallTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names of the system calls of one architecture and of its compatibility tables: i386 and x32
 * beside x86_64, arm beside aarch64. A number without a name is called {@code <table>_<number>}.
 */
public final class CallNames {
  private static final int NUMBERS = 1024;

  private final Map<CallTable, String[]> names = new EnumMap<>(CallTable.class);

  private final Map<Integer, Call> calls = new ConcurrentHashMap<>();

  private CallNames() {}

  /**
   * The names for an architecture.
   *
   * @param architecture x86_64 or aarch64
   * @throws IllegalArgumentException when there are no tables for it
   */
  public static CallNames forArchitecture(String architecture) {
    CallNames tables = new CallNames();
    switch (architecture) {
      case "x86_64" -> {
        tables.names.put(CallTable.NATIVE, read("x86_64"));
        tables.names.put(CallTable.COMPAT, read("i386"));
        tables.names.put(CallTable.X32, read("x32"));
      }
      case "aarch64" -> {
        tables.names.put(CallTable.NATIVE, read("aarch64"));
        tables.names.put(CallTable.COMPAT, read("arm"));
      }
      default ->
          throw new IllegalArgumentException("no names of calls for architecture " + architecture);
    }
    return tables;
  }

  /**
   * The call that a code of the kernel side stands for; the same object each time, not to be
   * changed.
   */
  public Call call(int code) {
    Call known = calls.get(code);
    return known == null ? calls.computeIfAbsent(code, this::named) : known;
  }

  private Call named(int code) {
    CallCode call = CallCode.of(code);
    return new Call(call.table(), call.number(), name(call.table(), call.number()));
  }

  /** Name of a call. */
  public String name(CallTable table, int number) {
    return known(table, number)
        .orElseGet(() -> table.name().toLowerCase(Locale.ROOT) + "_" + number);
  }

  /** Name of a call; empty when the table has none of that number. */
  public Optional<String> known(CallTable table, int number) {
    String[] known = names.get(table);
    return known != null && number >= 0 && number < NUMBERS
        ? Optional.ofNullable(known[number])
        : Optional.empty();
  }

  private static String[] read(String table) {
    String[] names = new String[NUMBERS];
    try (InputStream stream = CallNames.class.getResourceAsStream(table + ".calls");
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.startsWith("#")) {
          int space = line.indexOf(' ');
          names[Integer.parseInt(line.substring(0, space))] = line.substring(space + 1).intern();
        }
      }
      return names;
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read the names of the calls of " + table, unreadable);
    }
  }
}
