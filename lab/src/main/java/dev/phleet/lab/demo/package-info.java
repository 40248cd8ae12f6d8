/** The example of the pH thesis, played for real and proved from the topics. */
package dev.phleet.lab.demo;
