/** The process trees that stand for hosts: a shell each, in which programs are started. */
package dev.phleet.lab.tree;
