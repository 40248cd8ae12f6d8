package dev.phleet.collector.event;

/** What came of one record: an event, or the reason why it is none. */
public sealed interface Decoded permits KernelEvent, Rejected {}
