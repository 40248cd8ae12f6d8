/** The analyzer's configuration file. */
package dev.phleet.analyzer.config;
