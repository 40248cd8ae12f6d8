// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * The time that children spend in the kernel, by samples of their own.
 *
 * Most kernels know it by their ticks, 100 to 1000 a second: of a compile with 0.2 s in the kernel 50 at 250 a second, so that of one
 * and the same compile they say 0.16 s now and 0.26 s then. Samples of a clock that runs with the processes tell more, the more there
 * are. Each takes some microseconds, in a virtual machine some twenty: outside of what is counted here, but a compile takes a tenth longer,
 * whatever is on the hooks.
 */
#include "load.h"
#include <linux/perf_event.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

/* No divisor of a tick, so that samples do not keep step with what the kernel does at each. */
enum { SAMPLE_NANOS = 211000, RING_PAGES = 256 };

static int event = -1;
static struct perf_event_mmap_page *ring;

/* Of this process and the children to come, on the one CPU that they use, when they are in the kernel. Nothing but that it was so. */
static int open_event(int cpu)
{
	struct perf_event_attr clock = {
		.type = PERF_TYPE_SOFTWARE,
		.size = sizeof(clock),
		.config = PERF_COUNT_SW_CPU_CLOCK,
		.sample_period = SAMPLE_NANOS,
		.inherit = 1,
		.exclude_user = 1,
	};

	return syscall(SYS_perf_event_open, &clock, 0, cpu, -1, PERF_FLAG_FD_CLOEXEC);
}

int start_kernel_clock(int cpu)
{
	long page = sysconf(_SC_PAGESIZE);

	event = open_event(cpu);
	if (event < 0)
		return 1;
	ring = mmap(NULL, (1 + RING_PAGES) * page, PROT_READ | PROT_WRITE, MAP_SHARED, event, 0);
	return ring == MAP_FAILED;
}

double read_kernel_clock(void)
{
	/* A record is its header: there is nothing that it should say. */
	unsigned long long bytes = ring->data_head, room = ring->data_size;

	if (bytes + sizeof(struct perf_event_header) > room) {
		fprintf(stderr, "load: more samples than there is room for\n");
		exit(1);
	}
	return bytes / sizeof(struct perf_event_header) * (double)SAMPLE_NANOS;
}
