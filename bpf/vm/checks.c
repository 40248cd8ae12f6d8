// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * checks: the detector on the kernel that this runs on, as the first process of a virtual machine.
 * Watches whole hosts too, which no test on a shared machine may do. Prints a line a check and ends with "N passed, N failed".
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include "costs.h"
#include "ends.h"
#include "profiles.h"
#include "scenario.h"
#include "tasks.h"

static void run_checks(void)
{
	/* First: a process that was traced once pays for it ever after. */
	check(costs_little(object, "/empty.bpf.o"),
	      "a known call costs at most 320 instructions over the bare one, a fork and its exit at most 6,000, in every state");
	check(ends_cost_little(object), "a set of calls that comes again is found without a distance from each set of its profile");
	freezes_at_four_times_the_last_novelty();
	alarms_on_a_call_that_was_never_there();
	keeps_handlers_apart();
	follows_fork_and_exec();
	follows_the_exec_of_a_thread();
	keeps_tasks_apart_that_share_a_lane();
	keeps_the_tables_apart();
	watches_a_host();
	watches_a_cgroup();
	obeys_an_administrator();
	replays_calls();
}

int main(int argc, char **argv)
{
	struct utsname kernel;

	if (argc > 1 && !strcmp(argv[1], "--exit"))
		return 0;
	uname(&kernel);
	mkdir("/proc", 0755);
	mkdir("/sys", 0755);
	mkdir("/cgroup", 0755);
	mount("proc", "/proc", "proc", 0, NULL);
	mount("sys", "/sys", "sysfs", 0, NULL);
	mount("cgroup", "/cgroup", "cgroup2", 0, NULL);
	printf("kernel %s\n", kernel.release);
	if (fork() == 0) {
		run_checks();
		printf("%d passed, %d failed\n", passed, failed);
		fflush(stdout);
		_exit(0);
	}
	wait(NULL);
	sync();
	reboot(RB_POWER_OFF);
	return 1;
}
