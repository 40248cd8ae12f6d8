/** Records as plain JSON, for people and for command lines. */
package dev.phleet.schemas.json;
