/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Lookahead pairs: which of a window are missing from a set of rows, and teaching them. See maps.h for sets. */
#ifndef PHLEET_PAIRS_H
#define PHLEET_PAIRS_H

#include "window.h"

/* Index of the call at distance d+1, 0 if there is none. */
static __always_inline __u32 previous_index(struct task *t, int d)
{
	__u32 index = t->previous >> 8 * d & 0xff;

	if (index == WIDE)
		index = wide_index(t->profile, code_at(&t->window, d + 1));
	return index;
}

/* The distances that count, bit d-1. */
static __always_inline __u32 distances_of(struct task *t)
{
	return t->current ? (1 << (settings.window_length - 1)) - 1 : 0;
}

static __always_inline bool has_pair(struct row *row, __u32 index, int d)
{
	return row->cells[index / 8 % 8] >> (index % 8 * 8 + d) & 1;
}

static __always_inline struct row *find_row(struct task *t, __u32 set, __u32 chunk)
{
	struct row_key key = { .profile = t->profile, .set = set, .current = t->current, .chunk = chunk };

	return bpf_map_lookup_elem(&pairs, &key);
}

/* Finds t->novel in the training data. */
CHECKED_ONCE int find_novel(struct task *t, __u32 set)
{
	__u32 chunk = -1, distances, index;
	struct row *row = NULL;

	if (!t)
		return 0;
	t->novel = 0;
	distances = distances_of(t);
	for (int d = 0; d < WINDOW_LENGTH - 1; d++) {
		index = previous_index(t, d);
		if (!index || !(distances >> d & 1))
			continue;
		if (index / ROW_CELLS != chunk) {
			chunk = index / ROW_CELLS;
			row = find_row(t, set, chunk);
		}
		if (!row || !has_pair(row, index, d))
			t->novel |= 1 << d;
	}
	return 0;
}

/* Whether the test data has the pair; row: of test_set. */
static __always_inline bool test_has_pair(struct task *t, struct row *row, __u32 kept_set, __u32 index, int d)
{
	bool known;

	if (!row)
		return false;
	if (*(volatile __u32 *)&row->kept != kept_set) {
		known = has_pair(row, index, d);
		/* A row is kept before it changes: unchanged flag, unchanged row. */
		if (*(volatile __u32 *)&row->kept != kept_set)
			return known;
	}
	row = find_row(t, kept_set, index / ROW_CELLS);
	return row && has_pair(row, index, d);
}

/* Finds t->anomalous in the test data. */
CHECKED_ONCE int find_anomalous(struct task *t, __u32 set, __u32 kept_set)
{
	__u32 chunk = -1, distances, index;
	struct row *row = NULL;

	if (!t)
		return 0;
	t->anomalous = 0;
	distances = distances_of(t);
	for (int d = 0; d < WINDOW_LENGTH - 1; d++) {
		index = previous_index(t, d);
		if (!index || !(distances >> d & 1))
			continue;
		if (index / ROW_CELLS != chunk) {
			chunk = index / ROW_CELLS;
			row = find_row(t, set, chunk);
		}
		if (!test_has_pair(t, row, kept_set, index, d))
			t->anomalous |= 1 << d;
	}
	return 0;
}

/* Copies a row of the test data aside before it learns. Whoever comes second finds the copy there and leaves it. */
static __always_inline bool keep_row(struct row_key *key, struct row *row, __u32 kept_set)
{
	struct row_key kept_key = *key;
	struct row copy = {};
	long error;

	for (int i = 0; i < ROW_CELLS / 8; i++)
		copy.cells[i] = *(volatile __u64 *)&row->cells[i];
	kept_key.set = kept_set;
	error = bpf_map_update_elem(&pairs, &kept_key, &copy, BPF_NOEXIST);
	if (error && error != -EEXIST)
		return false;
	__sync_lock_test_and_set(&row->kept, kept_set); /* a full barrier, unlike a store */
	return true;
}

/* The row to write to, made if there is none, kept if the test data needs it. kept_set 0: nothing to keep. */
static __always_inline struct row *row_to_teach(struct row_key *key, __u32 kept_set)
{
	struct row *row = bpf_map_lookup_elem(&pairs, key);

	if (!row) {
		struct row fresh = { .kept = kept_set };

		bpf_map_update_elem(&pairs, key, &fresh, BPF_NOEXIST);
		row = bpf_map_lookup_elem(&pairs, key);
	}
	if (row && kept_set && *(volatile __u32 *)&row->kept != kept_set && !keep_row(key, row, kept_set))
		row = NULL;
	return row;
}

/* Teaches the pair with the call at distance d+1: 1 if it was not known, 0 if it was, -1 if there was no room. */
CHECKED_ONCE int teach_pair(struct task *t, int d, __u32 set, __u32 kept_set)
{
	struct row_key key = { .set = set };
	struct row *row;
	__u64 bit;
	__u32 index;

	if (!t)
		return 0;
	index = previous_index(t, d & 7);
	key.profile = t->profile;
	key.current = t->current;
	key.chunk = index / ROW_CELLS;
	row = row_to_teach(&key, kept_set);
	if (!row)
		return -1;
	bit = 1ULL << (index % 8 * 8 + (d & 7));
	return !(__sync_fetch_and_or(&row->cells[index / 8 % 8], bit) & bit);
}

/* Teaches t->novel; says how many pairs were not known. */
CHECKED_ONCE int teach(struct task *t, __u32 set, __u32 kept_set)
{
	int taught = 0, result;
	bool full = false;

	if (!t)
		return 0;
	for (int d = 0; d < WINDOW_LENGTH - 1; d++) {
		if (!(t->novel >> d & 1))
			continue;
		result = teach_pair(t, d, set, kept_set);
		full |= result < 0;
		taught += result > 0;
	}
	if (full)
		count(&counters.pairs_full);
	return taught;
}

#endif
