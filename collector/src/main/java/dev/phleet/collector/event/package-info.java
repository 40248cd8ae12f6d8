/** What the kernel side sends, as records, and the decoder that makes them of bytes. */
package dev.phleet.collector.event;
