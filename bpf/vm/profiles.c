// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#define _GNU_SOURCE
#include "profiles.h"

#include <signal.h>
#include <string.h>
#include <sys/syscall.h>

#include "scenario.h"

void freezes_at_four_times_the_last_novelty(void)
{
	struct detector *d = watch(behave, NULL);
	__u64 novelty = 0;

	for (int i = 0; i < d->seen_count && d->seen[i].reason != REASON_FROZEN; i++)
		if (d->seen[i].header.kind == EVENT_SEQUENCE)
			novelty = d->seen[i].counters.train_count;
	check(novelty > 8 && first(d, EVENT_STATE, REASON_FROZEN)->counters.train_count == 4 * novelty + 1,
	      "a profile freezes at call 4T+1 when its last novelty came at call T");
	check(count_events(d, EVENT_STATE, REASON_BECAME_NORMAL) == 1, "and becomes normal when its wait is over");
	check(strstr(first(d, EVENT_CREATED, 0)->path, "/init") != NULL, "its path is told by the kernel");
	detector_free(d);
}

static void misbehave(void)
{
	behave();
	syscall(SYS_getuid);
}

void alarms_on_a_call_that_was_never_there(void)
{
	struct detector *d = watch(misbehave, NULL);
	struct seen *anomaly = first(d, EVENT_ANOMALY, 0);

	check(anomaly->calls[0] == 1 + SYS_getuid && anomaly->calls[1] == 1 + SYS_getppid && anomaly->distances == 0xff,
	      "a normal profile alarms on a call it never saw, with the window and all eight distances");
	detector_free(d);
}

static void on_signal(int signal)
{
	repeat(3, SYS_getgid);
}

static void handle_signals(void)
{
	signal(SIGUSR1, on_signal);
	repeat(5, SYS_getppid);
	for (int i = 0; i < 3; i++) {
		raise(SIGUSR1);
		repeat(5, SYS_getppid);
	}
}

void keeps_handlers_apart(void)
{
	struct detector *d = watch(handle_signals, NULL);
	bool apart = true;

	for (int i = 0; i < d->seen_count; i++)
		if (d->seen[i].header.kind == EVENT_SEQUENCE && d->seen[i].calls[0] == 1 + SYS_getgid)
			for (int n = 1; n < WINDOW_LENGTH; n++)
				apart &= d->seen[i].calls[n] == 0 || d->seen[i].calls[n] == 1 + SYS_getgid;
	check(apart && count_events(d, EVENT_SEQUENCE, 0) > 8, "a signal handler's calls never meet those it interrupted");
	detector_free(d);
}

static void call_compat(void)
{
	for (int i = 0; i < 3; i++) {
		long result;

		asm volatile("int $0x80" : "=a"(result) : "a"(20L /* getpid */) : "memory");
	}
}

void keeps_the_tables_apart(void)
{
	struct detector *d = watch(call_compat, NULL);
	struct seen *last = first(d, EVENT_SEQUENCE, 0);

	for (int i = 0; i < d->seen_count; i++)
		if (d->seen[i].header.kind == EVENT_SEQUENCE && d->seen[i].calls[0] >> 10 == TABLE_COMPAT)
			last = &d->seen[i];
	check(last->calls[0] == 1 + (TABLE_COMPAT << 10 | 20), "a 32-bit call of a 64-bit program is one of the other table");
	detector_free(d);
}

void obeys_an_administrator(void)
{
	struct detector *d = watch(behave, NULL);
	__u64 key = d->seen[0].header.profile_key;
	static const __u32 reasons[] = { REASON_NORMALIZED, REASON_TOLERIZED, REASON_SENSITIZED, REASON_RESET };
	bool all = true;

	for (__u32 i = 0; i < 4; i++)
		all &= detector_administer(d, key, OPERATION_NORMALIZE + i) == 0;
	detector_poll(d);
	for (__u32 i = 0; i < 4; i++)
		all &= count_events(d, EVENT_STATE, reasons[i]) == 1;
	check(all && first(d, EVENT_STATE, REASON_RESET)->counters.calls == 0, "operations are done and told");
	check(detector_administer(d, 1, OPERATION_RESET) == 1, "a profile that is not there is said to be not there");
	detector_free(d);
}

void replays_calls(void)
{
	struct detector *d = detector_load(object, TO_REPLAY);
	struct settings s = detector_settings(d);
	struct replay_command exec = { .action = REPLAY_EXEC, .profile_key = 7 };
	struct replay_command calls = { .action = REPLAY_CALLS, .count = 23, .outcomes = 1, .now = 1000 };
	struct replay_outcome outcomes[23];
	__u32 codes[23];

	for (int i = 0; i < 23; i++)
		codes[i] = 1 + i % 2;
	s.batch = 1;
	s.normal_wait = 0;
	detector_set(d, s);
	detector_replay(d, &exec, NULL, NULL);
	detector_replay(d, &calls, codes, outcomes);
	detector_administer(d, 7, OPERATION_NORMALIZE);
	codes[22] = 3;
	detector_replay(d, &calls, codes, outcomes);
	check(outcomes[22].distances == 0xff && outcomes[22].lfc > 0 && outcomes[21].distances == 0,
	      "recorded calls run through the same code");
	detector_free(d);
}
