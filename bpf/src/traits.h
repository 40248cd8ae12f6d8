/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Rows of traits: finding them, and making them ready to be written to. See maps.h for sets and for how rows are kept. */
#ifndef PHLEET_TRAITS_H
#define PHLEET_TRAITS_H

#include "window.h"

/* What a new row is: too large for the stack. */
static const struct trait_row empty_trait_row = {};

static __always_inline struct trait_row *find_trait(__u32 profile, __u32 set, __u32 kind, __u32 number)
{
	struct trait_key key = { .profile = profile, .set = set, .kind = kind, .number = number };

	return bpf_map_lookup_elem(&traits, &key);
}

/* Copies a row of the test data aside before it learns, as keep_row() does for pairs. */
static __always_inline bool keep_trait(struct trait_key *key, struct trait_row *row, __u32 kept_set)
{
	struct trait_key kept_key = *key;
	long error;

	kept_key.set = kept_set;
	error = bpf_map_update_elem(&traits, &kept_key, row, BPF_NOEXIST);
	if (error && error != -EEXIST)
		return false;
	__sync_lock_test_and_set(&row->kept, kept_set); /* a full barrier, unlike a store */
	return true;
}

/* The row to write to, made if there is none, kept if the test data needs it. kept_set 0: nothing to keep. */
static __always_inline struct trait_row *trait_to_teach(struct trait_key *key, __u32 kept_set)
{
	struct trait_row *row = bpf_map_lookup_elem(&traits, key);

	if (!row) {
		bpf_map_update_elem(&traits, key, &empty_trait_row, BPF_NOEXIST);
		row = bpf_map_lookup_elem(&traits, key);
	}
	if (row && kept_set && *(volatile __u32 *)&row->kept != kept_set && !keep_trait(key, row, kept_set))
		row = NULL;
	if (!row)
		count(&counters.traits_full);
	return row;
}

#endif
