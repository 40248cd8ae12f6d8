/** The child process that is broker and registry. */
package dev.phleet.lab.server;
