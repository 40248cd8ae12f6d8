/** What somebody probably meant who wrote a word wrong: an option, a key, a variable. */
package dev.phleet.schemas.spelling;
