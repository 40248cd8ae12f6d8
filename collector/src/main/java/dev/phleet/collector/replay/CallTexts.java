package dev.phleet.collector.replay;

import dev.phleet.collector.calls.CallCode;
import dev.phleet.collector.calls.CallNames;
import dev.phleet.collector.detector.ObjectFile;
import dev.phleet.schemas.event.CallTable;
import dev.phleet.schemas.spelling.Nearest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a recording writes its calls: the numbers and names of one architecture, which need not be
 * this machine's. Its numbers are judged as if they were this machine's, because only whether two
 * calls are the same matters; but where a handler returns, the kernel has to see it.
 */
public final class CallTexts {
  /** No such call. */
  static final int UNKNOWN = 0;

  /** Digits of a number, at most. */
  static final int DIGITS = 4;

  /** Numbers only, of no architecture. */
  public static final String NONE = "none";

  private static final List<String> ARCHITECTURES =
      List.of("x86_64", "i386", "x32", "aarch64", "arm", NONE);
  private static final int NUMBERS = 1023;
  private static final String RETURN = "rt_sigreturn";

  private final String architecture;
  private final String[] names = new String[NUMBERS];
  private final String[] compatNames = new String[NUMBERS];
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<String, Integer> compatNumbers = new HashMap<>();
  private final int theirReturn;
  private final int ourReturn;

  private CallTexts(String architecture) {
    this.architecture = architecture;
    switch (architecture) {
      case "x86_64", "aarch64" -> {
        read(architecture, CallTable.NATIVE, names, numbers);
        read(architecture, CallTable.COMPAT, compatNames, compatNumbers);
      }
      case "i386" -> read("x86_64", CallTable.COMPAT, names, numbers);
      case "x32" -> read("x86_64", CallTable.X32, names, numbers);
      case "arm" -> read("aarch64", CallTable.COMPAT, names, numbers);
      default -> {}
    }
    String[] ourNames = new String[NUMBERS];
    Map<String, Integer> ourNumbers = new HashMap<>();
    read(ObjectFile.architecture(), CallTable.NATIVE, ourNames, ourNumbers);
    ourReturn = ourNumbers.get(RETURN);
    theirReturn = numbers.getOrDefault(RETURN, ourReturn);
  }

  /** Those of an architecture; empty when it is not known. */
  public static Optional<CallTexts> of(String architecture) {
    return ARCHITECTURES.contains(architecture)
        ? Optional.of(new CallTexts(architecture))
        : Optional.empty();
  }

  /** Those of this machine. */
  public static CallTexts ofThisMachine() {
    return new CallTexts(ObjectFile.architecture());
  }

  /** The architectures that are known. */
  public static List<String> architectures() {
    return ARCHITECTURES;
  }

  /** Code of a number; {@link #UNKNOWN} when no call can have it. */
  int code(int number) {
    return number >= 0 && number < NUMBERS ? 1 + swapped(number) : UNKNOWN;
  }

  /** Code of a name; {@link #UNKNOWN} when there is no such call. */
  int code(String name) {
    Integer number = numbers.get(name);
    return number == null ? UNKNOWN : code(number);
  }

  /** Code of a name in the 32-bit table beside the architecture's own. */
  int compatCode(String name) {
    Integer number = compatNumbers.get(name);
    return number == null ? UNKNOWN : code(CallTable.COMPAT, number);
  }

  /** Code of a number in a table as events have it. */
  int code(CallTable table, int number) {
    if (number < 0 || number > NUMBERS) {
      return UNKNOWN;
    }
    return new CallCode(table, table == CallTable.NATIVE ? swapped(number) : number).code();
  }

  /** Name of a code, its number where it has none. */
  public String name(int code) {
    CallCode call = CallCode.of(code);
    boolean isNative = call.table() == CallTable.NATIVE;
    int number = isNative ? swapped(call.number()) : call.number();
    String[] known = isNative ? names : compatNames;
    String name = number < NUMBERS ? known[number] : null;
    return name == null ? Integer.toString(number) : name;
  }

  /** Why a text is no call, and what may be meant. */
  String complaint(String text) {
    if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return text + " is no call: numbers of calls are at most " + (NUMBERS - 1);
    }
    if (architecture.equals(NONE)) {
      return "'" + shortened(text) + "' is no number of a call: --architecture none has no names";
    }
    return "'"
        + shortened(text)
        + "' is no call of "
        + architecture
        + Nearest.to(text, List.copyOf(numbers.keySet()))
            .map(name -> ": did you mean " + name + "?")
            .orElse(": is it of another --architecture?");
  }

  private static String shortened(String text) {
    String plain = text.replaceAll("\\p{Cntrl}", "?");
    return plain.length() > 40 ? plain.substring(0, 40) + "..." : plain;
  }

  /** Its own inverse: their number of rt_sigreturn for ours. */
  private int swapped(int number) {
    if (number == theirReturn) {
      return ourReturn;
    }
    return number == ourReturn ? theirReturn : number;
  }

  private static void read(
      String architecture, CallTable table, String[] names, Map<String, Integer> numbers) {
    CallNames all = CallNames.forArchitecture(architecture);
    for (int number = 0; number < NUMBERS; number++) {
      Optional<String> name = all.known(table, number);
      if (name.isPresent()) {
        names[number] = name.get();
        numbers.put(name.get(), number);
      }
    }
  }
}
