/** What an executable is called across hosts: the digest of its file, computed off the hot path. */
package dev.phleet.collector.identity;
