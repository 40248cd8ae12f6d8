/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What a call is: its code (table and number), and the index that a profile gives to it. */
#ifndef PHLEET_CALLS_H
#define PHLEET_CALLS_H

#include "maps.h"

#if defined(__TARGET_ARCH_x86)
enum { NATIVE_RT_SIGRETURN = 15, X32_RT_SIGRETURN = 513 };
#elif defined(__TARGET_ARCH_arm64)
enum { NATIVE_RT_SIGRETURN = 139, X32_RT_SIGRETURN = -1 };
#else
#error "no such architecture yet: add its rt_sigreturn and its 32-bit test"
#endif
/* i386 and 32-bit arm agree. */
enum { COMPAT_SIGRETURN = 119, COMPAT_RT_SIGRETURN = 173 };

enum { CALL_NUMBERS = 1024, X32_BIT = 0x40000000 };

static __always_inline __u32 code(enum call_table table, __u64 number)
{
	if (number >= CALL_NUMBERS)
		number = CALL_NUMBERS - 1;
	return 1 + (table << 10 | number);
}

/* A 64-bit process can make 32-bit calls (int 0x80): what counts is the entry, not the process. */
static __always_inline bool is_compat(struct task_struct *task)
{
#if defined(__TARGET_ARCH_x86)
	return task->thread_info.status & 2; /* TS_COMPAT */
#else
	return task->thread_info.flags >> 22 & 1; /* TIF_32BIT */
#endif
}

static __always_inline __u32 code_of(struct task_struct *task, long id)
{
	if (is_compat(task))
		return code(TABLE_COMPAT, id);
#if defined(__TARGET_ARCH_x86)
	if (id & X32_BIT)
		return code(TABLE_X32, id & ~(__u64)X32_BIT);
#endif
	return code(TABLE_NATIVE, id);
}

static __always_inline bool is_sigreturn(__u32 code)
{
	__u32 number = (code - 1) & (CALL_NUMBERS - 1);

	switch ((code - 1) >> 10) {
	case TABLE_NATIVE:
		return number == NATIVE_RT_SIGRETURN;
	case TABLE_COMPAT:
		return number == COMPAT_SIGRETURN || number == COMPAT_RT_SIGRETURN;
	default:
		return number == (__u32)X32_RT_SIGRETURN;
	}
}

/* Index of a call that needs more than a byte: other tables, or more distinct calls than bytes can name. 0: none. */
CHECKED_ONCE int wide_index(__u32 profile, __u32 code)
{
	struct wide_key key = { .profile = profile, .code = code };
	__u32 *index = bpf_map_lookup_elem(&wide_calls, &key);

	return index ? *index : 0;
}

CHECKED_ONCE int give_wide_index(struct profile *p, __u32 profile, __u32 code)
{
	struct wide_key key = { .profile = profile, .code = code };
	__u32 index;

	if (!p)
		return 0;
	index = __sync_fetch_and_add(&p->last_wide_index, 1) + WIDE + 1;
	if (bpf_map_update_elem(&wide_calls, &key, &index, BPF_NOEXIST) == 0)
		__sync_fetch_and_add(&p->counters.distinct_calls, 1);
	index = wide_index(profile, code);
	if (!index)
		count(&counters.calls_full);
	return index;
}

/* Narrow indexes share words with their neighbours, and BPF has no byte-wide compare-and-swap. */
CHECKED_ONCE int give_index(struct profile *p, __u32 profile, __u32 number)
{
	__u32 *word, shift, was, index;

	if (!p)
		return 0;
	if (number >= CALL_INDEXES)
		return give_wide_index(p, profile, number + 1);
	word = (__u32 *)(p->index + (number & (CALL_INDEXES - 4)));
	shift = (number & 3) * 8;
	if (p->last_index >= NARROW_INDEXES) {
		index = WIDE;
	} else {
		index = __sync_fetch_and_add(&p->last_index, 1) + 1;
		if (index > NARROW_INDEXES)
			index = WIDE;
	}
	for (int i = 0; i < 16; i++) {
		was = *(volatile __u32 *)word;
		if (was >> shift & 0xff)
			break;
		if (__sync_val_compare_and_swap(word, was, was | index << shift) == was) {
			if (index != WIDE)
				__sync_fetch_and_add(&p->counters.distinct_calls, 1);
			break;
		}
	}
	index = *(volatile __u32 *)word >> shift & 0xff;
	if (index == 0)
		count(&counters.contended);
	if (index != WIDE)
		return index;
	index = wide_index(profile, number + 1);
	return index ? index : give_wide_index(p, profile, number + 1);
}

/* Index of the call in the profile, given now if it has none; 0 when there is no room. */
static __always_inline __u32 index_of(struct profile *p, __u32 profile, __u32 code)
{
	__u32 index;

	if (code - 1 < CALL_INDEXES) {
		index = p->index[code - 1];
		if (index && index != WIDE)
			return index;
	} else {
		index = wide_index(profile, code);
		if (index)
			return index;
	}
	return give_index(p, profile, code - 1);
}

#endif
