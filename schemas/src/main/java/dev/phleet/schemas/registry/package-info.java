/** A client of any schema registry that speaks Confluent's protocol. */
package dev.phleet.schemas.registry;
