package dev.phleet.lab.bench;

/**
 * What a collector takes of its host.
 *
 * @param profiles programs it had profiles of
 * @param idle memory when it had them all and nothing happened
 * @param idleCpu processor time it took then, in percent of one core
 * @param eventsPerSecond anomalies that the broker acknowledged under load, each second
 * @param busy memory after the load
 * @param busyCpu processor time it took under load, in percent of one core
 * @param lost events that were lost at any stage since the collector started, the burst of its new
 *     profiles included
 */
record CollectorFigures(
    int profiles,
    CollectorMemory idle,
    double idleCpu,
    double eventsPerSecond,
    CollectorMemory busy,
    double busyCpu,
    long lost) {}
