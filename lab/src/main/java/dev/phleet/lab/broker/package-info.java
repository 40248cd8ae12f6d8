/**
 * A real Apache Kafka broker on this machine: in this process for tests, in a child for the lab.
 */
package dev.phleet.lab.broker;
