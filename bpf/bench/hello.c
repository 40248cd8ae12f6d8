// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* The least that a program can be: two calls, no library, no dynamic linker. It prints a word. */
#include <sys/syscall.h>

static const char word[] = "hello\n";

static long call(long number, long first, const void *second, long third)
{
#if defined(__x86_64__)
	long result;

	__asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(first), "S"(second), "d"(third) : "rcx", "r11", "memory");
	return result;
#elif defined(__aarch64__)
	register long x8 __asm__("x8") = number;
	register long x0 __asm__("x0") = first;
	register const void *x1 __asm__("x1") = second;
	register long x2 __asm__("x2") = third;

	__asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2) : "memory");
	return x0;
#else
#error "x86_64 and aarch64 only"
#endif
}

__attribute__((noreturn)) void _start(void)
{
	call(SYS_write, 1, word, sizeof(word) - 1);
	for (;;)
		call(SYS_exit_group, 0, 0, 0);
}
