/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The loaded detector, for the checks that run as the first process of a virtual machine. */
#ifndef PHLEET_VM_DETECTOR_H
#define PHLEET_VM_DETECTOR_H

#include <linux/types.h>
#include <stdbool.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "events.h"

enum { HOOKS = 5, EVENTS_KEPT = 4096 };

/* What of an event the checks ask for. */
struct seen {
	struct event_header header;
	struct process_info process;
	struct profile_counters counters;
	__u32 reason; /* of a state event */
	__u16 calls[WINDOW_LENGTH]; /* of a window event */
	__u8 distances;
	char path[PATH_LENGTH + 1]; /* of a created event */
};

struct detector {
	struct bpf_object *object;
	struct bpf_link *hooks[HOOKS];
	struct ring_buffer *ring;
	struct seen *seen; /* the events so far, oldest first */
	int seen_count;
};

/* What a detector is loaded for: the verifier takes most of the time of these checks, and other programs are left out. */
enum use { TO_WATCH, TO_REPLAY, TO_DO_ALL };

/* Loads the object, which may watch nothing yet; if for all, prints what the verifier did for each program. Exits on failure. */
struct detector *detector_load(const char *path, enum use use);
void detector_attach(struct detector *d);
void detector_adopt(struct detector *d);
/* Reads what the ring buffer holds. */
void detector_poll(struct detector *d);
void detector_free(struct detector *d);

struct settings detector_settings(struct detector *d);
void detector_set(struct detector *d, struct settings settings);
struct counters detector_counters(struct detector *d);
__u32 detector_administer(struct detector *d, __u64 key, __u32 operation);
__u32 detector_replay(struct detector *d, struct replay_command *command, const __u32 *codes, struct replay_outcome *outcomes);

#endif
