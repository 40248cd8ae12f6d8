// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#define _GNU_SOURCE
#include "ends.h"

#include <stdio.h>
#include <time.h>

#include "detector.h"

enum { OPTIONAL_CALLS = 10, ALL_OF_THEM = (1 << OPTIONAL_CALLS) - 1 };
/* Of each set beside which a set is looked for. A distance from each would be sixty. */
enum { MAX_A_SET = 20, MAX_BESIDE = 500 };

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC_RAW, &t);
	return t.tv_sec * 1e9 + t.tv_nsec;
}

/* The end of a task that has used one call, and others of ten by the bits of its set: the way into the kernel and back included. */
static double end_with(struct detector *d, __u64 program, __u32 set)
{
	struct replay_command exec = { .action = REPLAY_EXEC, .profile_key = program }, end = { .action = REPLAY_EXIT };
	struct replay_command calls = { .action = REPLAY_CALLS, .now = 1 };
	__u32 codes[OPTIONAL_CALLS + 1] = { 1 };
	double start;

	calls.count = 1;
	for (__u32 i = 0; i < OPTIONAL_CALLS; i++)
		if (set >> i & 1)
			codes[calls.count++] = 2 + i;
	detector_replay(d, &exec, NULL, NULL);
	detector_replay(d, &calls, codes, NULL);
	start = now();
	detector_replay(d, &end, NULL, NULL);
	return now() - start;
}

/* What an end costs that comes again, though not as the last one. */
static double end_again(struct detector *d, __u64 program, __u32 set)
{
	end_with(d, program, set);
	end_with(d, program, 0);
	return end_with(d, program, set);
}

static struct detector *load(const char *object)
{
	struct detector *d = detector_load(object, TO_REPLAY);
	struct settings s = detector_settings(d);

	s.new_sequences = 0;
	s.anomaly_limit = 1 << 30;
	s.tolerize_limit = 128;
	s.score_limit = 0;
	detector_set(d, s);
	return d;
}

/* In a program of its own, that has learned so many sets. */
static bool costs_little_beside(struct detector *d, __u32 sets)
{
	double familiar, known, strange;
	__u64 program = sets;

	for (__u32 i = 0; i < sets; i++)
		end_with(d, program, i);
	detector_administer(d, program, OPERATION_NORMALIZE);
	end_with(d, program, 0);
	familiar = end_with(d, program, 0);
	known = end_again(d, program, sets - 1) - familiar;
	strange = end_again(d, program, ALL_OF_THEM) - familiar;
	printf("instructions an end beside %u sets of calls, over one with the last one's: with the last of them %.0f, with none of them %.0f\n",
	       sets, known, strange);
	return known <= MAX_BESIDE + MAX_A_SET * sets && strange <= MAX_BESIDE + MAX_A_SET * sets;
}

bool ends_cost_little(const char *object)
{
	struct detector *d = load(object);
	/* All of them, to print them all. */
	bool few = costs_little_beside(d, 4), some = costs_little_beside(d, 54), many = costs_little_beside(d, CALL_SETS_MAX - 1);

	detector_free(d);
	return few && some && many;
}
