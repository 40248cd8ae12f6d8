/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Identity of a script. When exec tells of itself the script's file is closed again, so the script is known by the name it
 * was called by, and by the working directory when that is not absolute, beside its interpreter.
 */
#ifndef PHLEET_SCRIPTS_H
#define PHLEET_SCRIPTS_H

#include "maps.h"

struct script_name {
	char text[NAME_LENGTH];
};

/* A name is too large for the stack. Tracepoints are not preempted: one a CPU is enough. */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct script_name);
} script_names SEC(".maps");

struct name_hash {
	struct script_name *name;
	__u64 hash;
};

/* FNV-1a, a byte at a time. */
static long hash_byte(__u32 at, void *context)
{
	struct name_hash *h = context;
	__u8 byte = h->name->text[at & (NAME_LENGTH - 1)];

	h->hash = (h->hash ^ byte) * 0x100000001b3;
	return byte == 0;
}

/* Marked in the highest bit, where a device number has none. */
static __noinline __u64 script_key(struct task_struct *task, __u64 interpreter, const char *script)
{
	struct name_hash h = { .name = bpf_map_lookup_elem(&script_names, &(__u32){ 0 }), .hash = 0xcbf29ce484222325 };

	if (!h.name)
		return interpreter;
	bpf_probe_read_kernel_str(h.name->text, NAME_LENGTH, script);
	if (h.name->text[0] != '/')
		h.hash ^= task->fs->pwd.dentry->d_inode->i_ino;
	bpf_loop(NAME_LENGTH, hash_byte, &h, 0);
	return (h.hash ^ interpreter) | 1ULL << 63;
}

#endif
