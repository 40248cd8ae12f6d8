/** The control socket: what an administrator asks of a running collector; see CONTROL.md. */
package dev.phleet.collector.control;
