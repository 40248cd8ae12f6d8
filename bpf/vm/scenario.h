/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* A child that does something while the detector watches, and what is to be seen then. */
#ifndef PHLEET_VM_SCENARIO_H
#define PHLEET_VM_SCENARIO_H

#include "detector.h"

#include <stdbool.h>
#include <sys/types.h>

/* The detector's object, which each check loads anew. */
extern const char *object;

/* How many checks there were. */
extern int passed, failed;

/* Prints whether that is so, and counts it. */
void check(bool ok, const char *sentence);

/* A child that makes its calls when told to, so that it can be watched from its first one. */
struct child {
	pid_t pid;
	int go;
};

struct child start(void (*body)(void));
void finish(struct child child);

/* Watches the child from its next call to its end; every call counts at once, unless the settings are changed. */
struct detector *watch(void (*body)(void), struct settings (*change)(struct settings));

/* The events of a kind, and for a reason unless that is 0. */
int count_events(struct detector *d, __u32 kind, __u32 reason);
/* The first of them, or one of zeros. */
struct seen *first(struct detector *d, __u32 kind, __u32 reason);

void repeat(int times, long number);
/* Makes one call again and again, which is enough to freeze. */
void behave(void);
/* Runs another program in a child, and waits for it. */
void run_another(void);

#endif
