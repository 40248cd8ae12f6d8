package dev.phleet.lab;

import dev.phleet.lab.child.Child;
import dev.phleet.lab.tree.Tree;

/**
 * One host of the lab: a process tree and the collector that watches it.
 *
 * @param id its host id, lab-1 and so on
 * @param tree the tree
 * @param collector the collector
 */
public record Host(String id, Tree tree, Child collector) {}
