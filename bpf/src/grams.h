/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Grams: a second opinion on a call's window. A gram is the current call and the five before it, in their order; pairs know
 * which two calls come so far apart, grams which six come in a row.
 *
 * They are known by two bits each in a bitmap (a Bloom filter whose two bits are in one row), so a few unknown ones pass for
 * known: one in a hundred in a profile of 400 grams. The bitmap grows with the profile, because a large one for every program
 * would be mostly empty and a small one for all of a host's programs full: when a generation of rows has its grams, new ones
 * go to the next, which is four times as large. A gram is known if one generation knows it.
 *
 * The hash is of the calls' codes, not of their indexes: it is the same in every profile and on every host.
 */
#ifndef PHLEET_GRAMS_H
#define PHLEET_GRAMS_H

#include "traits.h"

enum {
	GRAM_BITS = TRAIT_WORDS * 64, /* of a row */
	GRAM_GENERATIONS = 3,
	FIRST_GRAM_ROWS = 2, /* a third of the bits are set when these have theirs: */
	FIRST_GRAMS = 1500,
	/* Beyond so many times the anomaly limit, what the training data has learned meanwhile is not missed any more. */
	GRAM_PATIENCE = 32,
};

/* 0 while the window has fewer calls. */
static __always_inline __u64 gram_of(struct window *w)
{
	__u64 oldest = w->far & CODE_MASK, hash;

	if (!oldest)
		return 0;
	hash = ((w->near & ((1ULL << 5 * CODE_BITS) - 1)) ^ oldest * 0x9e3779b97f4a7c15) * 0xff51afd7ed558ccd;
	hash = (hash ^ hash >> 32) * 0xc4ceb9fe1a85ec53;
	hash ^= hash >> 29;
	return hash ? hash : 1;
}

/* The generation to which the next gram goes when there are so many. */
static __always_inline __u32 generation_of(__u32 grams)
{
	return grams < FIRST_GRAMS ? 0 : grams < 5 * FIRST_GRAMS ? 1 : 2;
}

/* Rows are numbered through all generations: 2, 8 and 32. */
static __always_inline __u32 gram_row(__u64 gram, __u32 generation)
{
	__u32 rows = FIRST_GRAM_ROWS << 2 * generation;

	return (rows - FIRST_GRAM_ROWS) / 3 + (gram >> 48 & (rows - 1));
}

static __always_inline __u32 gram_bit(__u64 gram, int which)
{
	return (gram >> 16 * which & 0xffff) * GRAM_BITS >> 16;
}

static __always_inline bool has_bit(struct trait_row *row, __u32 bit)
{
	return row->words[bit / 64] >> bit % 64 & 1;
}

static __always_inline bool has_gram(struct trait_row *row, __u64 gram)
{
	return has_bit(row, gram_bit(gram, 0)) && has_bit(row, gram_bit(gram, 1));
}

static __always_inline bool test_has_gram(struct task *t, __u32 set, __u32 kept_set, __u32 number)
{
	struct trait_row *row = find_trait(t->profile, set, TRAIT_GRAMS, number);
	bool known;

	if (!row)
		return false;
	if (*(volatile __u32 *)&row->kept != kept_set) {
		known = has_gram(row, t->gram);
		/* A row is kept before it changes: unchanged flag, unchanged row. */
		if (*(volatile __u32 *)&row->kept != kept_set)
			return known;
	}
	row = find_trait(t->profile, kept_set, TRAIT_GRAMS, number);
	return row && has_gram(row, t->gram);
}

/* Whether t->gram is in the training data (kept_set 0), or in the test data, which has so many grams. */
CHECKED_ONCE int knows_gram(struct task *t, __u32 set, __u32 kept_set, __u32 grams)
{
	struct trait_row *row;
	__u32 number;

	if (!t)
		return 0;
	for (__u32 generation = 0; generation < GRAM_GENERATIONS; generation++) {
		if (generation > generation_of(grams))
			break;
		number = gram_row(t->gram, generation);
		if (kept_set) {
			if (test_has_gram(t, set, kept_set, number))
				return 1;
			continue;
		}
		row = find_trait(t->profile, set, TRAIT_GRAMS, number);
		if (row && has_gram(row, t->gram))
			return 1;
	}
	return 0;
}

/* Adds t->gram to the training data. */
CHECKED_ONCE int teach_gram(struct task *t, struct profile *p)
{
	struct trait_key key = { .kind = TRAIT_GRAMS };
	struct trait_row *row;
	__u32 bit;

	if (!t || !p)
		return 0;
	key.profile = t->profile;
	key.set = p->train_set;
	key.number = gram_row(t->gram, generation_of(p->counters.grams));
	row = trait_to_teach(&key, key.set == p->test_set ? p->kept_set : 0);
	if (!row)
		return 0;
	for (int which = 0; which < 2; which++) {
		bit = gram_bit(t->gram, which);
		__sync_fetch_and_or(&row->words[bit / 64], 1ULL << bit % 64);
	}
	if (key.set == p->train_set)
		__sync_fetch_and_add(&p->counters.grams, 1);
	return 0;
}

/* Finds t->gram_missing. A profile that had learned no grams when it became normal misses none. */
static __always_inline void find_missing_gram(struct task *t, struct profile *p)
{
	bool tired = p->counters.gram_misses >= (__u64)settings.anomaly_limit * GRAM_PATIENCE;

	t->gram_missing = t->gram && p->test_grams && (t->gram_novel || !tired) &&
			  !knows_gram(t, p->test_set, p->kept_set, p->test_grams);
}

#endif
