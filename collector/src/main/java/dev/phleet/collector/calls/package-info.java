/** Numbers of system calls and their names, by architecture. */
package dev.phleet.collector.calls;
