/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* One call, as it comes: record() is the whole of it. Most end a window that is known, and are only counted; the others are judged. */
#ifndef PHLEET_RECORD_H
#define PHLEET_RECORD_H

#include "judge.h"

/* A call was counted in the task that may be one too many to leave it at that. */
CHECKED_ONCE int count_out(struct task *t, struct profile *p, __u64 now)
{
	if (!t || !p)
		return 0;
	settle(t, p, now);
	look_in_time(t, p, now);
	return 0;
}

/* A call whose window is known costs no more than being counted. index: below KNOWN_WINDOWS */
static __always_inline void count_known(struct task *t, struct profile *p, __u64 key, __u64 index, __u32 number, __u64 now)
{
	__u64 bit = 1;

	/* What is shifted by 64 and more is shifted by the rest: so it is in BPF, though not in C. */
	asm("%0 <<= %1" : "+r"(bit) : "r"(index));
	t->used |= bit;
	t->window.key = key << 8 | index;
	/* One after the other takes fewer registers. */
	asm volatile("" : : : "memory");
	shift_in_code(&t->window, number + 1);
	if (++t->pending >= settings.batch)
		count_out(t, p, now);
}

/* A native call whose window is not in the profile's own cache. number: below CALL_INDEXES. Returns what consider() does. */
CHECKED_ONCE int record_uncommon(struct task *t, struct profile *p, __u32 number, __u64 now)
{
	__u64 key, index;

	if (!t || !p || number >= CALL_INDEXES)
		return 0;
	key = t->window.key;
	index = p->index[number];
	if (index >= KNOWN_WINDOWS || t->quiet_epoch != p->epoch || !recall_window(t, p, index))
		return consider(t, p, number + 1, now);
	count_known(t, p, key, index, number, now);
	return 0;
}

/* A native call; number: below CALL_INDEXES. Returns what consider() does. */
static __always_inline __u32 record_native(struct task *t, struct profile *p, __u32 number, __u64 now)
{
	__u64 key = t->window.key, index = p->index[number];

	/* The compiler would load the one twice, and widen the other again. */
	asm volatile("" : "+r"(key), "+r"(index));
	if (index >= KNOWN_WINDOWS || p->known[known_slot(key, index)] != key || t->quiet_epoch != p->epoch)
		return record_uncommon(t, p, number, now);
	count_known(t, p, key, index, number, now);
	return 0;
}

/* Steps 1 to 6. Returns what consider() does. */
static __always_inline __u32 record(struct task *t, struct profile *p, __u32 code, __u64 now)
{
	return code - 1 < CALL_INDEXES ? record_native(t, p, code - 1, now) : consider(t, p, code, now);
}

#endif
