/** The commands that talk to a running collector: ps, admin, inspect. */
package dev.phleet.collector.shell;
