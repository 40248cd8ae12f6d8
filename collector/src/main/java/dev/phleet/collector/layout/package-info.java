/**
 * The layout of what crosses from the kernel side: the Java side's view of every struct of
 * events.h, and its comparison with the type information (BTF) of the object that is about to be
 * loaded.
 */
package dev.phleet.collector.layout;
