/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* One call that must be judged: consider() is the whole of it. The steps are numbered as in the description of the detector in ARCHITECTURE.md. */
#ifndef PHLEET_JUDGE_H
#define PHLEET_JUDGE_H

#include "known.h"
#include "opinion.h"
#include "pairs.h"
#include "states.h"

static __always_inline void empty_locality(struct task *t)
{
	t->locality[0] = 0;
	t->locality[1] = 0;
	t->locality_position = 0;
	t->locality_window = settings.locality_window;
	t->lfc = 0; /* the sum goes with the frame */
	t->over_limit = 0;
}

static __always_inline void forget_locality(struct task *t)
{
	empty_locality(t);
	forget_tests(t);
}

static __always_inline void empty_task(struct task *t)
{
	empty_window(&t->window);
	t->used = 0;
	t->signal_depth = 0;
	forget_locality(t);
}

/* While a task has anomalies in its locality frame, each of its calls moves the frame on. */
static __always_inline void note_quiet(struct task *t)
{
	t->quiet_epoch = t->lfc ? -1 : t->epoch; /* -1: not even an odd epoch that comes to pass */
}

/* What was counted before the counters were zeroed; of all changes only a reset zeroes the number of calls. */
static __always_inline void drop_pending(struct task *t, struct profile *p)
{
	if ((__s32)(p->calls_epoch - t->epoch) <= 0)
		__sync_fetch_and_add(&p->counters.calls, t->pending);
	t->calls += t->pending;
	t->pending = 0;
}

/* The profile changed since the task last looked: what the task holds of before the change is void. */
CHECKED_ONCE int catch_up(struct task *t, struct profile *p, __u32 epoch)
{
	__u32 seen;

	if (!t || !p)
		return 0;
	seen = t->epoch;
	if ((__s32)(p->counts_epoch - seen) > 0)
		drop_pending(t, p);
	if ((__s32)(p->windows_epoch - seen) > 0)
		empty_task(t);
	else if ((__s32)(p->localities_epoch - seen) > 0)
		forget_locality(t);
	t->epoch = epoch;
	return 0;
}

/* The task goes on in another profile. The call at which it finds out is not judged. */
CHECKED_ONCE int follow(struct task *t, __u32 slot)
{
	struct profile *p = bpf_map_lookup_elem(&profiles, &slot);

	if (!t || !p)
		return 0;
	t->profile = slot;
	t->pending = 0;
	t->epoch = p->epoch & ~1;
	empty_task(t);
	note_quiet(t);
	return 0;
}

/* A handler starts. What a change made void must not be saved, to be resumed as if it were not. */
static __always_inline void start_handler(struct task *t)
{
	struct profile *p = bpf_map_lookup_elem(&profiles, &t->profile);
	__u32 epoch;

	if (!p)
		return;
	epoch = *(volatile __u32 *)&p->epoch;
	if (!(epoch & 1) && epoch != t->epoch)
		catch_up(t, p, epoch);
	push_frame(t);
}

/* Step 5's ring of flags and its sum. */
static __always_inline void advance_locality(struct task *t, bool anomalous)
{
	__u32 position;
	__u64 *word, bit;

	if (t->locality_window != settings.locality_window)
		empty_locality(t);
	position = t->locality_position & 127;
	word = &t->locality[position / 64 & 1];
	bit = 1ULL << position % 64;
	if (*word & bit)
		t->lfc--;
	*word &= ~bit;
	if (anomalous) {
		*word |= bit;
		t->lfc++;
	}
	t->locality_position = position + 1 >= settings.locality_window ? 0 : position + 1;
	if (t->lfc > t->max_lfc)
		t->max_lfc = t->lfc;
}

/* Steps 3 and 4, after calls without novelty were added to the counters. now: 0 where nobody has asked for the time yet. */
static __always_inline void ripen(struct profile *p, __u32 profile, __u64 now)
{
	__u32 state = p->counters.state;
	__u64 novelty;

	if (state == STATE_TRAINING) {
		novelty = p->counters.train_count - p->counters.last_mod_count;
		if (novelty > 0 && p->counters.train_count * settings.factor_denominator >
					   novelty * settings.factor_numerator)
			freeze(p, profile, now ? now : bpf_ktime_get_boot_ns());
	} else if (state == STATE_FROZEN) {
		if (!now)
			now = bpf_ktime_get_boot_ns();
		if (now > p->counters.normal_time)
			become_normal(p, profile, now);
	}
}

static __always_inline void add_pending(struct task *t, struct profile *p)
{
	__u32 pending = t->pending;

	t->pending = 0;
	t->calls += pending;
	__sync_fetch_and_add(&p->counters.calls, pending);
	__sync_fetch_and_add(&p->counters.train_count, pending);
	__sync_fetch_and_add(&p->counters.last_mod_count, pending);
}

/* Adds what a task has counted of known windows to its profile, and looks whether that ripened it. */
CHECKED_ONCE int settle(struct task *t, struct profile *p, __u64 now)
{
	if (!t || !p)
		return 0;
	add_pending(t, p);
	ripen(p, t->profile, now);
	return 0;
}

/* Step 2 for a window with pairs that the training data lacks. */
CHECKED_ONCE int learn(struct task *t, struct profile *p, __u64 now)
{
	__u32 set, taught;
	bool thawed;

	if (!t || !p)
		return 0;
	set = p->train_set;
	taught = teach(t, set, set == p->test_set ? p->kept_set : 0);
	if (set == p->train_set)
		__sync_fetch_and_add(&p->counters.pairs, taught);
	__sync_fetch_and_add(&p->counters.sequences, 1);
	p->counters.last_mod_count = 0;
	p->counters.last_change = now;
	thawed = p->counters.state == STATE_FROZEN && step_state(p, STATE_FROZEN, STATE_TRAINING);
	if (thawed)
		p->counters.normal_time = 0;
	emit_sequence(t, p, now);
	if (thawed)
		emit_state(p, t->profile, STATE_FROZEN, REASON_NOVELTY, now);
	return 0;
}

/* Step 5's consequences: the event, and the end of being normal when this was one too many. */
CHECKED_ONCE int alarm(struct task *t, struct profile *p, __u64 now)
{
	bool exceeded, left;

	if (!t || !p)
		return 0;
	exceeded = __sync_fetch_and_add(&p->counters.anomalies, 1) + 1 > settings.anomaly_limit;
	left = exceeded && step_state(p, STATE_NORMAL, STATE_TRAINING);
	emit_anomaly(t, p, now);
	if (left)
		emit_state(p, t->profile, STATE_NORMAL, REASON_ANOMALY_LIMIT, now);
	return exceeded;
}

/* Steps 5 and 6. */
CHECKED_ONCE int test(struct task *t, struct profile *p, __u64 now)
{
	if (!t || !p)
		return 0;
	find_anomalous(t, p->test_set, p->kept_set);
	find_missing_gram(t, p);
	advance_locality(t, t->anomalous);
	rate_call(t, p);
	if (t->anomalous && alarm(t, p, now))
		return 0;
	if (t->opinions == OPINION_SCORE)
		emit_anomaly(t, p, now);
	if (t->lfc <= settings.tolerize_limit)
		t->over_limit = 0;
	else if (!t->over_limit)
		t->over_limit = exceed_tolerance(p, t->profile, now);
	return 0;
}

/* A task that runs on and on never leaves its program: its calls are looked at now and then, ever more rarely. */
static __always_inline void look_in_time(struct task *t, struct profile *p, __u64 now)
{
	if (t->calls < t->next_look)
		return;
	t->next_look *= 2;
	look_at_calls(t, p, now);
}

/* What a call came to, for replay: distances learned, distances anomalous << 8, gram learned << 16, gram missing << 17. */
CHECKED_ONCE int consider(struct task *t, struct profile *p, __u32 code, __u64 now)
{
	__u32 epoch, windows;
	bool whole;

	if (!t || !p)
		return 0;
	epoch = *(volatile __u32 *)&p->epoch;
	windows = *(volatile __u32 *)&p->window_set;
	if (epoch & 1) {
		/* In the middle of a change: not judged, and what follows is no continuation. */
		count(&counters.contended);
		empty_window(&t->window);
		return 0;
	}
	if (!now)
		now = bpf_ktime_get_boot_ns();
	if (epoch != t->epoch)
		catch_up(t, p, epoch);
	if (p->moved_to) {
		follow(t, p->moved_to - 1);
		return 0;
	}
	if (p->counters.ignored)
		return 0;
	if (is_sigreturn(code))
		pop_frame(t);
	t->previous = t->window.key;
	t->current = index_of(p, t->profile, code);
	shift_in(&t->window, t->current ? t->current : WIDE, code);
	if (t->current)
		t->used |= 1ULL << (t->current & 63);

	whole = settings.window_length == WINDOW_LENGTH;
	t->anomalous = 0;
	t->gram_missing = 0;
	t->gram = settings.grams ? gram_of(&t->window) : 0;
	t->gram_novel = t->gram && !knows_gram(t, p->train_set, 0, p->counters.grams);
	find_novel(t, p->train_set);
	t->pending++;
	if (t->gram_novel)
		teach_gram(t, p);
	if (t->novel) {
		add_pending(t, p);
		learn(t, p, now);
	} else {
		settle(t, p, now);
	}
	if (p->counters.state == STATE_NORMAL) {
		if (t->epoch != p->epoch && !(p->epoch & 1))
			catch_up(t, p, p->epoch); /* it became normal just now */
		test(t, p, now);
	}
	/* Only what was looked up at every distance is known, whatever length of window is set later. */
	if (t->current && !t->novel && !t->anomalous && !t->gram_novel && !t->gram_missing && whole &&
	    settings.window_length == WINDOW_LENGTH && !is_sigreturn(code))
		remember_window(t, p, epoch, windows);
	note_quiet(t);
	look_in_time(t, p, now);
	return t->novel | t->anomalous << 8 | t->gram_novel << 16 | t->gram_missing << 17;
}

#endif
