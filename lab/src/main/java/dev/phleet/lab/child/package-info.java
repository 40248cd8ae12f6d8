/** The processes that the lab starts, and how none of them outlives it. */
package dev.phleet.lab.child;
