// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * Does nothing wherever the detector does something: what it costs is the kernel's own way into a program. The one on sys_enter
 * comes first: who measures only calls attaches only that one.
 */
char LICENSE[] __attribute__((section("license"), used)) = "Dual BSD/GPL";

#define EMPTY(name, tracepoint)                                                     \
	__attribute__((section("tp_btf/" tracepoint), used)) int name(void *context) \
	{                                                                            \
		return context == 0;                                                 \
	}

EMPTY(empty, "sys_enter")
EMPTY(empty_fork, "sched_process_fork")
EMPTY(empty_exec, "sched_process_exec")
EMPTY(empty_exit, "sched_process_exit")
EMPTY(empty_signal, "signal_deliver")
