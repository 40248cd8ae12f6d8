/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Call sets: a second opinion on a whole task. When a task leaves its program, and now and then when it runs for long, the
 * set of calls that it used is compared with the sets that the profile knows. Its distance from one of them is the share of
 * the calls of both that only one of the two has, per mille; what counts is the nearest.
 *
 * A set is one word: bit (index of the call modulo 64). That is exact for a program that uses no more than 63 calls. The sets
 * of a profile are numbered in the order in which they were learned and never change, so those of the test data are the first
 * so many, and nothing needs to be kept for them. A word may be 0: reserved, and not written, or for good.
 */
#ifndef PHLEET_CALLSETS_H
#define PHLEET_CALLSETS_H

#include "traits.h"

enum { SET_ROWS = (CALL_SETS_MAX + TRAIT_WORDS - 1) / TRAIT_WORDS, FIRST_LOOK = 4096 };

struct nearest {
	__u64 used;
	__u32 profile;
	__u32 set;
	__u32 sets; /* to compare with */
	/* The distance found, as a fraction. */
	__u32 different;
	__u32 together;
};

static __always_inline __u32 bits_of(__u64 word)
{
	word -= word >> 1 & 0x5555555555555555;
	word = (word & 0x3333333333333333) + (word >> 2 & 0x3333333333333333);
	word = (word + (word >> 4)) & 0x0f0f0f0f0f0f0f0f;
	return word * 0x0101010101010101 >> 56;
}

static long compare_row(__u32 number, void *context)
{
	struct nearest *n = context;
	struct trait_row *row = find_trait(n->profile, n->set, TRAIT_CALL_SETS, number);
	__u32 different, together;

	if (!row)
		return 0;
	for (__u32 i = 0; i < TRAIT_WORDS; i++) {
		if (number * TRAIT_WORDS + i >= n->sets)
			return 1;
		if (!row->words[i])
			continue;
		/* Most tasks end as one before them did. */
		if (row->words[i] == n->used) {
			n->different = 0;
			n->together = 1;
			return 1;
		}
		different = bits_of(row->words[i] ^ n->used);
		together = bits_of(row->words[i] | n->used);
		if (different * n->together < n->different * together) {
			n->different = different;
			n->together = together;
		}
	}
	return 0;
}

/* Distance of the task's set from the nearest of the first so many of a set, per mille. */
CHECKED_ONCE int nearest_call_set(struct task *t, __u32 set, __u32 sets)
{
	struct nearest n = { .set = set, .different = 1, .together = 1 };

	if (!t)
		return 0;
	n.used = t->used;
	n.profile = t->profile;
	n.sets = sets < CALL_SETS_MAX ? sets : CALL_SETS_MAX;
	bpf_loop(SET_ROWS, compare_row, &n, 0);
	return n.together ? n.different * 1000 / n.together : 0;
}

/* Adds the task's set to the training data, of which it is none yet. */
CHECKED_ONCE int teach_call_set(struct task *t, struct profile *p)
{
	struct trait_key key = { .kind = TRAIT_CALL_SETS };
	struct trait_row *row;
	__u32 number, at;

	if (!t || !p)
		return 0;
	if (p->counters.call_sets >= CALL_SETS_MAX) {
		count(&counters.call_sets_full);
		return 0;
	}
	key.profile = t->profile;
	key.set = p->train_set;
	number = __sync_fetch_and_add(&p->counters.call_sets, 1);
	if (number >= CALL_SETS_MAX) {
		__sync_fetch_and_sub(&p->counters.call_sets, 1);
		count(&counters.call_sets_full);
		return 0;
	}
	key.number = number / TRAIT_WORDS;
	at = number % TRAIT_WORDS;
	/* The compiler knows that it is in the row; the verifier does not follow a division. */
	asm volatile("" : "+r"(at));
	row = trait_to_teach(&key, 0);
	if (row && at < TRAIT_WORDS)
		row->words[at] = t->used;
	return 0;
}

#endif
