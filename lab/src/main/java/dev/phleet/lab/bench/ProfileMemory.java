package dev.phleet.lab.bench;

/**
 * What one profile takes in the kernel, and of what.
 *
 * @param distinctCalls distinct calls that its program has used
 * @param rows rows of lookahead pairs, of the training and of the test data
 * @param rowBytes bytes of a row in the kernel, overhead and slab included
 * @param slotBytes bytes of the profile's own slot
 * @param otherBytes bytes of other elements: how its slot is found, rare calls, grams and sets of
 *     calls
 * @param taskBytes bytes of a watched task's state, beyond what the kernel adds
 */
record ProfileMemory(
    int distinctCalls, int rows, int rowBytes, int slotBytes, int otherBytes, int taskBytes) {
  /** All of the profile, in bytes. */
  long bytes() {
    return (long) rows * rowBytes + slotBytes + otherBytes;
  }
}
