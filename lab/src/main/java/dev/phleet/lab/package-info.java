/** The whole pipeline on one machine: {@code phleet lab}. */
package dev.phleet.lab;
