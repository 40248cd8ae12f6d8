/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Known windows: those that were found to have no mismatch, so that a call that ends one need not be judged again.
 *
 * A cache of them is exact without comparing nine calls. The place of a window is made of the index of its last call and of a
 * hash of the other eight, its key, in such a way that place and key together tell the index; what is kept there is the key.
 * So an entry is a single word, never seen half written. Windows with a wide index are not kept, nor those that end with a call
 * whose index is KNOWN_WINDOWS or more, nor with rt_sigreturn, which changes the window.
 *
 * Each profile has a small cache of its own. A window whose place there is taken takes it, and is kept among the windows beyond,
 * too: in rows of a hash that come when they are needed. They belong to a set, as those of pairs do, so forgetting them is taking
 * a new set; so is growing, when windows beyond take each other's places again and again.
 */
#ifndef PHLEET_KNOWN_H
#define PHLEET_KNOWN_H

#include "window.h"

#define NO_WINDOW (1ULL << 63) /* no key: there is no older call without a newer one */
#define KEY_HASH 0x9e3779b97f4a7c15

enum { SIZE_BITS = 2, SIZE_MASK = (1 << SIZE_BITS) - 1, WINDOW_PAIRS = WINDOW_ROW / 2, LEAST_WINDOW_ROWS = 5, PROMOTE_EVERY = 8 };
/* Programs by their distinct calls, and how large their sets of windows may be. */
enum { SMALL_PROGRAM = 40, MEDIUM_PROGRAM = 64, MEDIUM_SIZE = 1, SMALL_PROGRAM_SIZE = 2, LARGE_PROGRAM_SIZE = 3 };

_Static_assert(LEAST_WINDOW_ROWS * WINDOW_PAIRS >= KNOWN_WINDOWS, "a place and a key tell the index");

static const struct window_row empty_window_row = {};

static __always_inline __u32 new_set(struct profile *p)
{
	return __sync_fetch_and_add(&p->last_set, 1) + 1;
}

static __always_inline __u64 known_slot(__u64 key, __u64 index)
{
	__u64 slot = index ^ key * KEY_HASH >> 57;

	/* The compiler knows that the mask changes nothing here; the verifier of 6.1 does not, so the mask must stay. */
	asm volatile("" : "+r"(slot));
	return slot & (KNOWN_WINDOWS - 1);
}

static __always_inline bool is_cacheable(__u64 key, __u32 index)
{
	/* Bytes that are 0xff: the classic test for a zero byte, on the complement. */
	__u64 zeros = ~key;

	return index < KNOWN_WINDOWS && !((zeros - 0x0101010101010101) & ~zeros & 0x8080808080808080);
}

/* 5, 8, 15 or 40 rows. */
static __always_inline __u32 window_rows(__u32 set)
{
	switch (set & SIZE_MASK) {
	case 0:
		return LEAST_WINDOW_ROWS;
	case MEDIUM_SIZE:
		return 8;
	case SMALL_PROGRAM_SIZE:
		return 15;
	default:
		return 40;
	}
}

/*
 * Where a window is among those beyond: one of two neighbours in row where->number, of which this is the first. There are
 * more pairs of neighbours than indexes.
 */
static __always_inline __u32 place_beyond(struct window_key *where, __u64 key, __u32 index)
{
	__u32 pair = (index + (key * KEY_HASH >> 32)) % (window_rows(where->set) * WINDOW_PAIRS), at = pair % WINDOW_PAIRS * 2;

	where->number = pair / WINDOW_PAIRS;
	/* The verifier does not follow a division. */
	asm volatile("" : "+r"(at));
	return at < WINDOW_ROW - 1 ? at : 0;
}

/* A program of few calls has few pairs: together with them its windows stay within the memory that a profile may take. */
static __always_inline __u32 largest_size(struct profile *p)
{
	if (p->last_index <= SMALL_PROGRAM)
		return SMALL_PROGRAM_SIZE;
	return p->last_index <= MEDIUM_PROGRAM ? MEDIUM_SIZE : LARGE_PROGRAM_SIZE;
}

/* A window takes the place of another one; says which of two neighbours. */
static __always_inline __u32 crowd_beyond(struct profile *p, __u32 set)
{
	__u32 crowded = __sync_fetch_and_add(&p->crowded, 1), size = largest_size(p);

	if (crowded >= window_rows(set) * WINDOW_PAIRS) {
		p->crowded = 0;
		if ((set & SIZE_MASK) < size)
			__sync_val_compare_and_swap(&p->window_set, set, new_set(p) << SIZE_BITS | size);
	}
	return crowded & 1;
}

/* Keeps the window of the task's last call in a set; if the set was forgotten meanwhile, so is the window. */
CHECKED_ONCE int remember_beyond(struct task *t, struct profile *p, __u32 set)
{
	struct window_key where = { .set = set };
	struct window_row *row;
	__u64 *entry;
	__u32 at;

	if (!t || !p)
		return 0;
	where.profile = t->profile;
	at = place_beyond(&where, t->previous, t->current);
	row = bpf_map_lookup_elem(&windows, &where);
	if (!row) {
		bpf_map_update_elem(&windows, &where, &empty_window_row, BPF_NOEXIST);
		row = bpf_map_lookup_elem(&windows, &where);
	}
	if (!row)
		return 0;
	entry = &row->windows[at];
	if (entry[0] == t->previous || entry[1] == t->previous)
		return 0;
	if (entry[0] && entry[1])
		entry += crowd_beyond(p, set);
	else if (entry[0])
		entry++;
	*entry = t->previous;
	return 0;
}

/* The epoch and the set are those at which it was found out that the window has no mismatch: if they are over, so is this. */
static __always_inline void remember_window(struct task *t, struct profile *p, __u32 epoch, __u32 set)
{
	__u64 key = t->previous, *entry = &p->known[known_slot(key, t->current)], was;

	if (!is_cacheable(key, t->current))
		return;
	was = __sync_lock_test_and_set(entry, key); /* a full barrier, unlike a store */
	if (*(volatile __u32 *)&p->epoch != epoch)
		*entry = NO_WINDOW;
	else if (key && was != key && was != NO_WINDOW)
		remember_beyond(t, p, set);
}

/* Whether the window that a call of that index ends is among those beyond. One that is comes into the profile's own now and then. */
CHECKED_ONCE int recall_window(struct task *t, struct profile *p, __u32 index)
{
	struct window_key where = {};
	struct window_row *row;
	__u64 key, *entry;
	__u32 at;

	if (!t || !p || index >= KNOWN_WINDOWS)
		return 0;
	key = t->window.key;
	where.profile = t->profile;
	where.set = *(volatile __u32 *)&p->window_set;
	at = place_beyond(&where, key, index);
	row = bpf_map_lookup_elem(&windows, &where);
	if (!key || !row || (row->windows[at] != key && row->windows[at + 1] != key))
		return 0;
	if (t->pending % PROMOTE_EVERY)
		return 1;
	entry = &p->known[known_slot(key, index)];
	__sync_lock_test_and_set(entry, key);
	if (*(volatile __u32 *)&p->epoch != t->quiet_epoch)
		*entry = NO_WINDOW;
	return 1;
}

CHECKED_ONCE int forget_windows(struct profile *p)
{
	if (!p)
		return 0;
	p->window_set = new_set(p) << SIZE_BITS;
	p->crowded = 0;
	for (int i = 0; i < KNOWN_WINDOWS; i++)
		p->known[i] = NO_WINDOW;
	return 0;
}

#endif
