/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Windows: shifting, signal frames, and the cache of known windows.
 *
 * The cache is exact without comparing nine calls. Its slot is (index of the current call) xor hash(key), its entry the key,
 * i.e. the indexes of all eight previous calls. Where the entry equals the key, the slot tells the current call, because
 * both sides have the same hash. Entries are single words, so they are never seen half written. Windows with a wide index
 * are not cached, nor calls whose index is above the slots, nor rt_sigreturn, which changes the window.
 */
#ifndef PHLEET_WINDOW_H
#define PHLEET_WINDOW_H

#include "calls.h"

enum { CODE_BITS = 12, CODE_MASK = (1 << CODE_BITS) - 1 };

/* What is older than the window stays in the words' upper bits, where nobody looks. */
static __always_inline void shift_in(struct window *w, __u32 index, __u32 code)
{
	w->key = w->key << 8 | (index > NARROW_INDEXES ? WIDE : index);
	w->far = w->far << CODE_BITS | (w->near >> 4 * CODE_BITS & CODE_MASK);
	w->near = w->near << CODE_BITS | code;
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

static __always_inline __u64 known_slot(__u64 key, __u64 index)
{
	__u64 slot = index ^ key * 0x9e3779b97f4a7c15 >> 57;

	/* The compiler knows that the mask changes nothing here; the verifier of 6.1 does not, so the mask must stay. */
	asm volatile("" : "+r"(slot));
	return slot & (KNOWN_WINDOWS - 1);
}

static __always_inline bool is_cacheable(__u64 key, __u32 index)
{
	/* Bytes that are 0xff: the classic test for a zero byte, on the complement. */
	__u64 zeros = ~key;

	return key && index < KNOWN_WINDOWS && !((zeros - 0x0101010101010101) & ~zeros & 0x8080808080808080);
}

/* Remembers a window that has no mismatch. The epoch is the one at which that was found out: if it is over, so is this. */
static __always_inline void remember_window(struct profile *p, __u64 key, __u32 index, __u32 epoch)
{
	__u64 *entry = &p->known[known_slot(key, index)];

	if (!is_cacheable(key, index))
		return;
	__sync_lock_test_and_set(entry, key); /* a full barrier, unlike a store */
	if (*(volatile __u32 *)&p->epoch != epoch)
		*entry = 0;
}

CHECKED_ONCE int forget_windows(struct profile *p)
{
	if (!p)
		return 0;
	for (int i = 0; i < KNOWN_WINDOWS; i++)
		p->known[i] = 0;
	return 0;
}

#endif
