/** The in-kernel detector as one object: load, attach, adopt, poll, administer, close. */
package dev.phleet.collector.detector;
