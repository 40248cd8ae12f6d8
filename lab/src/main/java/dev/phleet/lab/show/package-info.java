/** What the lab prints: for people, or one JSON object a line. */
package dev.phleet.lab.show;
