/** The JVM's archive of the collector's classes, which takes less memory than their jars. */
package dev.phleet.collector.archive;
