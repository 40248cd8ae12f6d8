/** The HTTP API, the events it pushes, and the dashboard's files. */
package dev.phleet.analyzer.api;
