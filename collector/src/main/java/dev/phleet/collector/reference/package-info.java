/** What is written from the commands themselves: man pages, shell completion, the list of keys. */
package dev.phleet.collector.reference;
