/** What /proc tells of the process behind an event: its container, its ancestors. */
package dev.phleet.collector.context;
