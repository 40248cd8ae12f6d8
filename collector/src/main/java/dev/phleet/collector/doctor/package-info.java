/** What this machine can and cannot do, tried for real, and the mend for each. */
package dev.phleet.collector.doctor;
