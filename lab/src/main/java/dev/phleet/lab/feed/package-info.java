/** What arrives on the topics. */
package dev.phleet.lab.feed;
