/** What is on the topics: the list of topics and how their records are written and read. */
package dev.phleet.schemas;
