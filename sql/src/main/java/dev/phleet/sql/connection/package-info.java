/** Where the topics are: options, the configuration file, and whether anybody answers there. */
package dev.phleet.sql.connection;
