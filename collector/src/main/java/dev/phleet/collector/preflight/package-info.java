/** What must be true before anything is attached; each thing that is not is one clear line. */
package dev.phleet.collector.preflight;
