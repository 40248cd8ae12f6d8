/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The contract of recorded calls in bulk, like events.h: what a tape says, and what comes of it. */
#ifndef PHLEET_STEPS_H
#define PHLEET_STEPS_H

#include "events.h"

/*
 * Argument of the program `play`: runs the steps of the map `tape` through the detector's own step, many tasks and traces in
 * one go, and leaves only what is worth telling: a tape_finding an anomaly, a tape_end a trace. A step is
 * enum tape_step << 32 | operand; all but STEP_TASK are of the task named last.
 */
enum tape_step {
	STEP_CALL = 0, /* operand: code of the call */
	STEP_TASK = 1, /* the task of which the next steps are: 0..TAPE_TASKS-1 */
	STEP_EXEC = 2, /* the task starts afresh in the profile of that key, made when there is none */
	STEP_FORK = 3, /* that task becomes a copy of this */
	STEP_TRACE = 4, /* a trace of that number begins: what is counted is counted for it */
	STEP_SIGNAL = 5, /* a handler starts */
	STEP_END = 6, /* the trace ends: what its task has counted is added to the profile, and a tape_end is left */
};

enum tape_result {
	TAPE_DONE = 0,
	TAPE_NO_TASK = 1, /* or no such place on the tape */
	TAPE_NO_PROFILE = 2, /* no room for the profile */
	TAPE_NO_STEP = 3,
	TAPE_FULL = 4, /* no room for what was found: read it, and go on from `position` */
};

enum { TAPE_STEPS = 65536, TAPE_TASKS = 1024, TAPE_FINDINGS = 4096, TAPE_ENDS = 4096 };

struct tape_command {
	__u64 now; /* time of every call */
	__u32 count; /* steps to take */
	__u32 position; /* in: the first step; out: the first that was not taken */
	__u32 task; /* in and out: the task of which the steps are */
	__u32 findings; /* out: how many were left */
	__u32 ends; /* out: how many were left */
	__u32 result; /* out: enum tape_result */
};

/* An anomaly. */
struct tape_finding {
	__u32 trace;
	__u32 call; /* of the trace, from 1 */
	__u16 calls[WINDOW_LENGTH]; /* newest first */
	__u8 distances; /* bit d-1: the pair at distance d is missing */
	__u8 lfc;
	__u8 max_lfc;
	__u8 padding[3];
};

/* What a trace came to. */
struct tape_end {
	__u32 trace;
	__u32 calls;
	__u32 anomalies;
	__u32 max_lfc;
	__u32 gram_misses;
	__u16 score; /* of the task at its end, per mille, see opinion.h */
	__u16 set_distance; /* per mille */
};

#endif
