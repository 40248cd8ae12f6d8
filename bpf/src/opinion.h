/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The score of a task: what pairs, grams and the call set make of it together, per mille.
 *
 *     (calls with a missing pair + calls with a missing gram) x 1000 / calls  +  distance weight x set distance
 *
 * of the calls since the task is tested, as if they were at least a locality frame full, so that the first calls of a task
 * are not already all there is. A task whose score crosses its limit is an anomaly, once.
 */
#ifndef PHLEET_OPINION_H
#define PHLEET_OPINION_H

#include "callsets.h"
#include "emit.h"
#include "grams.h"

enum { LEAST_CALLS = 128, HIGHEST_SCORE = 65535 };

static __always_inline void forget_tests(struct task *t)
{
	t->tested_from = t->calls + t->pending;
	t->anomalies = 0;
	t->gram_misses = 0;
	t->score = 0;
	t->set_distance = 0;
	t->over_score = 0;
}

/* Whether the score has crossed its limit just now. */
static __always_inline bool rate_task(struct task *t, struct profile *p)
{
	__u64 calls = t->calls + t->pending - t->tested_from, score;

	if (calls < LEAST_CALLS)
		calls = LEAST_CALLS;
	score = ((__u64)t->anomalies + t->gram_misses) * 1000 / calls + (__u64)settings.distance_weight * t->set_distance;
	t->score = score < HIGHEST_SCORE ? score : HIGHEST_SCORE;
	if (!settings.score_limit || score <= settings.score_limit) {
		t->over_score = 0;
		return false;
	}
	if (t->over_score)
		return false;
	t->over_score = 1;
	t->opinions |= OPINION_SCORE;
	__sync_fetch_and_add(&p->counters.scores_over, 1);
	return true;
}

/* A call was tested: t->anomalous and t->gram_missing are set. */
static __always_inline void rate_call(struct task *t, struct profile *p)
{
	t->opinions = t->anomalous ? OPINION_PAIRS : 0;
	t->anomalies += !!t->anomalous;
	t->gram_misses += t->gram_missing;
	if (t->gram_missing)
		__sync_fetch_and_add(&p->counters.gram_misses, 1);
	if (t->anomalous || t->gram_missing)
		rate_task(t, p);
}

/*
 * The task's set of calls and the data that know it, in one word, so that it is read and written at once. Most tasks of a
 * program end with the set that the last one had, and need not be compared with any.
 */
static __always_inline __u64 familiarity(struct task *t, struct profile *p, bool tested)
{
	__u64 learned = (__u64)p->train_set * 0x9e3779b97f4a7c15;
	__u64 tests = tested ? ((__u64)p->call_sets_of << 32 | p->test_call_sets) * 0xc2b2ae3d27d4eb4f : 0;

	return t->used ^ learned ^ tests;
}

/* Whether the test data has a set, by its number in the training data. */
static __always_inline bool tests_know(struct profile *p, __u32 train_set, __u32 number)
{
	return number && number <= p->test_call_sets && train_set == p->call_sets_of;
}

/* Compares the task's set with what is known; learns it. */
static __always_inline void compare_calls(struct task *t, struct profile *p, bool tested)
{
	__u64 word = familiarity(t, p, tested);
	__u32 train_set = p->train_set, number;

	t->set_distance = 0;
	if (*(volatile __u64 *)&p->familiar == word)
		return;
	number = find_call_set(t, train_set, p->counters.call_sets);
	if (tested && !tests_know(p, train_set, number))
		t->set_distance = distance_from_tests(t, p, train_set, number);
	if (!number)
		teach_call_set(t, p);
	else if (!t->set_distance)
		*(volatile __u64 *)&p->familiar = word;
}

/* The task's set of calls as it stands: learned, and tested if the profile is normal. */
CHECKED_ONCE int look_at_calls(struct task *t, struct profile *p, __u64 now)
{
	bool tested;

	if (!t || !p || !t->used || !settings.call_sets || !settings.monitoring)
		return 0;
	tested = p->counters.state == STATE_NORMAL && p->test_call_sets;
	compare_calls(t, p, tested);
	if (!tested)
		return 0;
	t->anomalous = 0;
	t->gram_missing = 0;
	t->opinions = 0;
	if (rate_task(t, p))
		emit_anomaly(t, p, now ? now : bpf_ktime_get_boot_ns());
	return 0;
}

#endif
