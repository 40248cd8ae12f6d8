package dev.phleet.collector.profile;

import java.util.List;

/** Where each call is in a profile's list of calls. */
public final class CallPlaces {
  private final short[] places = new short[ProfileImage.HIGHEST_CODE + 1];

  /**
   * Of a list of calls.
   *
   * @throws IllegalArgumentException when a code is none or listed twice
   */
  public CallPlaces(List<Integer> calls) {
    int place = 0;
    for (int code : calls) {
      if (code <= 0 || code > ProfileImage.HIGHEST_CODE || places[code] != 0) {
        throw ProfileImage.impossible("call " + code);
      }
      places[code] = (short) ++place;
    }
  }

  /** Place of a call, from 0; -1 when it is not listed. The code is one: of 1 to the highest. */
  public int of(int code) {
    return places[code] - 1;
  }
}
