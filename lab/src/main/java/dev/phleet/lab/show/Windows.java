package dev.phleet.lab.show;

import dev.phleet.schemas.event.Call;
import dev.phleet.schemas.event.CallTable;
import java.util.List;
import java.util.Locale;

/** Windows of calls as people read them. */
public final class Windows {
  private Windows() {}

  /**
   * One window by names, newest call first; an asterisk marks each earlier call that had never been
   * seen at that distance.
   *
   * @param window the calls, newest first
   * @param mismatches distances of the missing pairs
   * @return e.g. {@code write <- write* <- brk}
   */
  public static String line(List<Call> window, List<Integer> mismatches) {
    StringBuilder line = new StringBuilder();
    for (int distance = 0; distance < window.size(); distance++) {
      if (distance > 0) {
        line.append(" <- ");
      }
      line.append(name(window.get(distance)));
      if (mismatches.contains(distance)) {
        line.append('*');
      }
    }
    return line.toString();
  }

  private static String name(Call call) {
    return call.getTable() == CallTable.NATIVE
        ? call.getName()
        : call.getTable().name().toLowerCase(Locale.ROOT) + ":" + call.getName();
  }
}
