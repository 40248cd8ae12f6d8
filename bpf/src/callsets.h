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
enum { DISTANCE_BITS = 10, DISTANCE_MASK = (1 << DISTANCE_BITS) - 1 };

_Static_assert(CALL_SETS_MAX < 1 << 10, "a number of call sets fits 10 bits");

/* A search among the sets of a profile that are numbered below `sets`. */
struct search {
	__u64 used;
	__u32 profile;
	__u32 set;
	__u32 sets;
	__u32 number; /* of the one that was found, from 1; 0: none */
	/* The distance of the nearest, as a fraction. */
	__u32 different;
	__u32 together;
	__u32 unwritten; /* 1: there was a word that may still be written */
};

static __always_inline struct search search_of(struct task *t, __u32 set, __u32 sets)
{
	return (struct search){
		.used = t->used,
		.profile = t->profile,
		.set = set,
		.sets = sets < CALL_SETS_MAX ? sets : CALL_SETS_MAX,
		.different = 1,
		.together = 1,
	};
}

/* The verifier has a limit of a million, and this loop comes near it: other ways to write it went over. Count before it is changed (vm/check.sh). */
static long find_in_row(__u32 number, void *context)
{
	struct search *s = context;
	__u64 used = s->used;
	struct trait_row *row;
	__u32 at;

	if (number * TRAIT_WORDS >= s->sets)
		return 1;
	row = find_trait(s->profile, s->set, TRAIT_CALL_SETS, number);
	if (!row)
		return 0;
	/* Also beyond those that were asked for: what is written there has been learned meanwhile. */
	for (at = 0; at < TRAIT_WORDS && row->words[at] != used; at++)
		;
	if (at == TRAIT_WORDS)
		return 0;
	s->number = number * TRAIT_WORDS + at + 1;
	return 1;
}

/* The number of the task's set in a set of data, from 1; 0 when it is not there. A tenth of the price of a distance. */
CHECKED_ONCE int find_call_set(struct task *t, __u32 set, __u32 sets)
{
	struct search s;

	if (!t)
		return 0;
	s = search_of(t, set, sets);
	bpf_loop(SET_ROWS, find_in_row, &s, 0);
	return s.number;
}

static __always_inline __u32 bits_of(__u64 word)
{
	word -= word >> 1 & 0x5555555555555555;
	word = (word & 0x3333333333333333) + (word >> 2 & 0x3333333333333333);
	word = (word + (word >> 4)) & 0x0f0f0f0f0f0f0f0f;
	return word * 0x0101010101010101 >> 56;
}

static __always_inline void compare_word(struct search *s, __u64 word)
{
	__u32 different = bits_of(word ^ s->used), together = bits_of(word | s->used);

	if (different * s->together < s->different * together) {
		s->different = different;
		s->together = together;
	}
}

static long compare_row(__u32 number, void *context)
{
	struct search *s = context;
	struct trait_row *row;

	if (number * TRAIT_WORDS >= s->sets)
		return 1;
	row = find_trait(s->profile, s->set, TRAIT_CALL_SETS, number);
	if (!row) {
		s->unwritten = 1;
		return 0;
	}
	for (__u32 i = 0; i < TRAIT_WORDS; i++) {
		if (number * TRAIT_WORDS + i >= s->sets)
			return 1;
		s->unwritten |= !row->words[i];
		if (row->words[i])
			compare_word(s, row->words[i]);
	}
	return 0;
}

/*
 * What the distance of a set that the training data knows follows from: the training data, its number there, how many sets the test
 * data has, and whether those are the first of the same. If not, they are the ones that were tested when this training data was
 * begun: others come only with it. 53 bits, so a distance has room beside them.
 */
static __always_inline __u64 strangeness(__u32 train_set, __u32 number, __u32 tests_of, __u32 tests)
{
	return (__u64)train_set << 21 | (__u64)(train_set == tests_of) << 20 | tests << 10 | number;
}

/*
 * Distance of the task's set from the nearest of the test data, per mille. number: as the training data knows it, 0: not at all.
 * What a program has begun to do when it was normal already comes again, so the last one is kept, in one word with what it follows from.
 */
CHECKED_ONCE int distance_from_tests(struct task *t, struct profile *p, __u32 train_set, __u32 number)
{
	__u32 tests_of, tests, distance;
	struct search s;
	__u64 strange, kept;

	if (!t || !p)
		return 0;
	tests_of = p->call_sets_of;
	tests = p->test_call_sets;
	strange = strangeness(train_set, number, tests_of, tests);
	kept = *(volatile __u64 *)&p->strange;
	if (number && kept >> DISTANCE_BITS == strange)
		return kept & DISTANCE_MASK;
	s = search_of(t, tests_of, tests);
	bpf_loop(SET_ROWS, compare_row, &s, 0);
	distance = s.together ? s.different * 1000 / s.together : 0;
	if (number && !s.unwritten)
		*(volatile __u64 *)&p->strange = strange << DISTANCE_BITS | distance;
	return distance;
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
