// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#define _GNU_SOURCE
#include "scenario.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

const char *object = "/detector.bpf.o";
int passed, failed;

void check(bool ok, const char *sentence)
{
	printf("%s %s\n", ok ? "ok    " : "FAILED", sentence);
	if (ok)
		passed++;
	else
		failed++;
}

struct child start(void (*body)(void))
{
	struct child child;
	int ends[2];

	fflush(stdout);
	if (pipe2(ends, O_CLOEXEC))
		exit(1);
	child.pid = fork();
	if (child.pid == 0) {
		char go;

		close(ends[1]);
		if (read(ends[0], &go, 1) == 1)
			body();
		_exit(0);
	}
	close(ends[0]);
	child.go = ends[1];
	return child;
}

void finish(struct child child)
{
	if (write(child.go, "", 1) != 1)
		exit(1);
	close(child.go);
	waitpid(child.pid, NULL, 0);
}

struct detector *watch(void (*body)(void), struct settings (*change)(struct settings))
{
	struct detector *d = detector_load(object, TO_WATCH);
	struct settings s = detector_settings(d);
	struct child child = start(body);

	s.batch = 1;
	s.normal_wait = 0;
	s.scope_kind = SCOPE_TREE;
	s.scope_pid = child.pid;
	detector_set(d, change ? change(s) : s);
	detector_attach(d);
	detector_adopt(d);
	finish(child);
	detector_poll(d);
	return d;
}

int count_events(struct detector *d, __u32 kind, __u32 reason)
{
	int count = 0;

	for (int i = 0; i < d->seen_count; i++)
		count += d->seen[i].header.kind == kind && (!reason || d->seen[i].reason == reason);
	return count;
}

struct seen *first(struct detector *d, __u32 kind, __u32 reason)
{
	static struct seen none;

	for (int i = 0; i < d->seen_count; i++)
		if (d->seen[i].header.kind == kind && (!reason || d->seen[i].reason == reason))
			return &d->seen[i];
	return &none;
}

void repeat(int times, long number)
{
	for (int i = 0; i < times; i++)
		syscall(number);
}

void behave(void)
{
	repeat(83, SYS_getppid);
}

void run_another(void)
{
	char *arguments[] = { "/other", "--exit", NULL };

	if (fork() == 0) {
		execv("/other", arguments);
		_exit(1);
	}
	wait(NULL);
}
