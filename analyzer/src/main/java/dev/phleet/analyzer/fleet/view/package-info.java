/** What can be asked about the fleet: plain records, made from state that is only read. */
package dev.phleet.analyzer.fleet.view;
