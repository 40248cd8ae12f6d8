/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Windows: shifting, and the frames of signal handlers. */
#ifndef PHLEET_WINDOW_H
#define PHLEET_WINDOW_H

#include "calls.h"

enum { CODE_BITS = 12, CODE_MASK = (1 << CODE_BITS) - 1 };

/*
 * What is older than the window stays in the words' upper bits, where nobody looks. So the four bits above the oldest code of
 * `near` are the lowest of the newest of `far`, and do no harm there when they are shifted in again.
 */
static __always_inline void shift_in_code(struct window *w, __u64 code)
{
	w->far = w->far << CODE_BITS | w->near >> 4 * CODE_BITS;
	w->near = w->near << CODE_BITS | code;
}

static __always_inline void shift_in(struct window *w, __u32 index, __u32 code)
{
	w->key = w->key << 8 | (index > NARROW_INDEXES ? WIDE : index);
	shift_in_code(w, code);
}

/* Code of the call at a distance, 0 if the slot is empty. */
static __always_inline __u32 code_at(struct window *w, __u32 distance)
{
	if (distance < 5)
		return w->near >> distance * CODE_BITS & CODE_MASK;
	return w->far >> (distance - 5) * CODE_BITS & CODE_MASK;
}

static __always_inline void empty_window(struct window *w)
{
	w->key = 0;
	w->near = 0;
	w->far = 0;
}

/* A handler starts: its calls are no continuation of what it interrupted. Too deep to keep: only the depth is counted. */
static __always_inline void push_frame(struct task *t)
{
	__u32 depth = t->signal_depth;

	if (depth < SIGNAL_FRAMES) {
		t->frames[depth] = t->window;
		if (depth >= settings.signal_frames)
			empty_window(&t->frames[depth]);
	}
	t->signal_depth = depth + 1;
	empty_window(&t->window);
}

/* A handler returns to what it interrupted. */
static __always_inline void pop_frame(struct task *t)
{
	__u32 depth = t->signal_depth;

	if (depth == 0)
		return;
	t->signal_depth = --depth;
	if (depth < SIGNAL_FRAMES)
		t->window = t->frames[depth];
	else
		empty_window(&t->window);
}

#endif
