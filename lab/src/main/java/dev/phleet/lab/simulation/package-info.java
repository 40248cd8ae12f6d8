/**
 * A fleet that does not exist: seeded events of many hosts and programs, as collectors send them.
 */
package dev.phleet.lab.simulation;
