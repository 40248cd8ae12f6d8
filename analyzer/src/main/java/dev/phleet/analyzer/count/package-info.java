/** The names of everything the analyzer counts. */
package dev.phleet.analyzer.count;
