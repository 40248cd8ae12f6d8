/**
 * The kernel's detector, on the real kernel, against the plain model. Only processes that a test
 * has started are ever watched.
 */
package dev.phleet.collector.kernel;
