/* SPDX-License-Identifier: Apache-2.0 */
/* How this machine enters the kernel. No libc: every call that the programs make is one of ours. */
#ifndef PHLEET_TEST_MACHINE_H
#define PHLEET_TEST_MACHINE_H

#include <asm/unistd.h>

#if defined(__x86_64__)

static inline long enter(long number, long a, long b, long c, long d, long e)
{
	long result;
	register long r10 __asm__("r10") = d;
	register long r8 __asm__("r8") = e;

	__asm__ volatile("syscall"
			 : "=a"(result)
			 : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8)
			 : "rcx", "r11", "memory");
	return result;
}

/* A call of the 32-bit table, out of a 64-bit program. */
static inline long enter_compat(long number)
{
	long result;

	__asm__ volatile("int $0x80"
			 : "=a"(result)
			 : "a"(number), "b"(0), "c"(0), "d"(0), "S"(0), "D"(0)
			 : "r8", "r9", "r10", "r11", "memory");
	return result;
}

__asm__(".globl _start\n"
	"_start:\n"
	"	xor %ebp, %ebp\n"
	"	mov %rsp, %rdi\n"
	"	and $-16, %rsp\n"
	"	call program\n"
	".globl spawn\n" /* long spawn(unsigned long flags, void *stack) */
	"spawn:\n"
	"	mov $56, %eax\n"
	"	xor %edx, %edx\n"
	"	xor %r10d, %r10d\n"
	"	xor %r8d, %r8d\n"
	"	syscall\n"
	"	test %rax, %rax\n"
	"	jz 1f\n"
	"	ret\n"
	"1:	xor %ebp, %ebp\n"
	"	and $-16, %rsp\n"
	"	call thread\n"
	".globl restorer\n"
	"restorer:\n"
	"	mov $15, %eax\n"
	"	syscall\n");

#elif defined(__aarch64__)

static inline long enter(long number, long a, long b, long c, long d, long e)
{
	register long x8 __asm__("x8") = number;
	register long x0 __asm__("x0") = a;
	register long x1 __asm__("x1") = b;
	register long x2 __asm__("x2") = c;
	register long x3 __asm__("x3") = d;
	register long x4 __asm__("x4") = e;

	__asm__ volatile("svc #0"
			 : "+r"(x0)
			 : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4)
			 : "memory");
	return x0;
}

__asm__(".globl _start\n"
	"_start:\n"
	"	mov x29, #0\n"
	"	mov x0, sp\n"
	"	bl program\n"
	".globl spawn\n"
	"spawn:\n"
	"	mov x2, #0\n"
	"	mov x3, #0\n"
	"	mov x4, #0\n"
	"	mov x8, #220\n"
	"	svc #0\n"
	"	cbz x0, 1f\n"
	"	ret\n"
	"1:	mov x29, #0\n"
	"	bl thread\n"
	".globl restorer\n"
	"restorer:\n"
	"	mov x8, #139\n"
	"	svc #0\n");

#else
#error "no way into the kernel is known for this architecture"
#endif

#endif
