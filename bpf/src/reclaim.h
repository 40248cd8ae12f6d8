/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Rows of forgotten sets go. A call that is being judged may still hold such a row, and the kernel may give a deleted element
 * to somebody else at once: so only rows are deleted whose set was forgotten before the reclaiming that came before, which
 * is many calls ago.
 */
#ifndef PHLEET_RECLAIM_H
#define PHLEET_RECLAIM_H

#include "known.h"

static __always_inline bool is_forgotten(struct profile *p, __u32 set)
{
	return set <= p->swept_last && set != p->train_set && set != p->test_set && set != p->kept_set && set != p->swept_sets[0] &&
	       set != p->swept_sets[1] && set != p->swept_sets[2];
}

static long reclaim_trait(struct bpf_map *map, struct trait_key *key, struct trait_row *row, __u32 *reclaimed)
{
	struct profile *p = bpf_map_lookup_elem(&profiles, &key->profile);

	if (p && is_forgotten(p, key->set)) {
		bpf_map_delete_elem(&traits, key);
		(*reclaimed)++;
	}
	return 0;
}

static long reclaim_row(struct bpf_map *map, struct row_key *key, struct row *row, __u32 *reclaimed)
{
	struct profile *p = bpf_map_lookup_elem(&profiles, &key->profile);

	if (p && is_forgotten(p, key->set)) {
		bpf_map_delete_elem(&pairs, key);
		(*reclaimed)++;
	}
	return 0;
}

/* They are not counted: no data, only known to be in it. */
static long reclaim_windows(struct bpf_map *map, struct window_key *key, struct window_row *row, void *context)
{
	struct profile *p = bpf_map_lookup_elem(&profiles, &key->profile);

	if (p && key->set >> SIZE_BITS <= p->swept_last && key->set != p->window_set && key->set != p->swept_window_set)
		bpf_map_delete_elem(&windows, key);
	return 0;
}

static long note_sets(struct bpf_map *map, __u32 *key, struct profile *p, void *context)
{
	p->swept_last = p->last_set;
	p->swept_sets[0] = p->train_set;
	p->swept_sets[1] = p->test_set;
	p->swept_sets[2] = p->kept_set;
	p->swept_window_set = p->window_set;
	return 0;
}

#endif
