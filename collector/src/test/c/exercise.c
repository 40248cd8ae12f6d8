// SPDX-License-Identifier: Apache-2.0
/*
 * exercise WORD...: makes exactly the system calls that its arguments say, and no other.
 *
 *   39 39x23        call number 39, with zero arguments; 23 times
 *   i20 i20x23      the same of the 32-bit table (x86_64 only)
 *   wait            read(0, ., 1): until the caller writes a byte or closes
 *   say             write(1, ".", 1)
 *   fork{ W.. }     clone (vfork: it returns when the child has ended), wait4; the child: W.., exit
 *   thread{ W.. }   clone (returns when the thread has ended); the thread: W.., exit
 *   threads2{ W.. } clone for each of 2 threads, which then run W.. at the same time, exit
 *   handler         rt_sigaction: from now on SIGUSR1 has a handler
 *   deaf            rt_sigaction: from now on SIGUSR1 is ignored
 *   raise{ W.. }    getpid, gettid, tgkill(SIGUSR1); the handler: W.., rt_sigreturn
 *   exec:PATH W..   execve(PATH), with the remaining words as its arguments
 *   exit:N          exit_group(N); exit_group(0) stands at the end of every script
 *
 * vfork makes the order of the calls of parent and child certain. Waiting for threads is spinning, not a call.
 */
#include "machine.h"

#define SIGUSR1 10
#define SIGCHLD 17
#define SA_SIGINFO 4UL
#define SA_RESTORER 0x04000000UL
#define SA_NODEFER 0x40000000UL
#define CLONE_VFORK 0x4000UL
/* VM, FS, FILES, SIGHAND, THREAD, SYSVSEM */
#define CLONE_AS_THREAD 0x50f00UL
#define THREADS_MAX 8
#define STACK_SIZE (64 * 1024)

struct action {
	void *handler;
	unsigned long flags;
	void *restorer;
	unsigned long mask;
};

long spawn(unsigned long flags, void *stack);
void restorer(void);
void run(char **words);

static char stacks[THREADS_MAX][STACK_SIZE] __attribute__((aligned(16)));
static char **thread_words; /* what the next thread runs */
static char **handler_words;
static int stacks_used;
static int crowd; /* threads that start together */
static int started;
static int ended;

static int is(const char *word, const char *other)
{
	while (*word && *word == *other) {
		word++;
		other++;
	}
	return *word == *other;
}

/* The rest of the word behind the prefix, or 0. */
static char *after(char *word, const char *prefix)
{
	while (*prefix) {
		if (*word++ != *prefix++)
			return 0;
	}
	return word;
}

static _Noreturn void finish(long code)
{
	for (;;)
		enter(__NR_exit_group, code, 0, 0, 0, 0);
}

/* Reads a number and moves behind it. Anything else is a mistake in the script. */
static long number(char **at)
{
	long sign = **at == '-' ? -1 : 1;
	long value = 0;

	if (sign < 0)
		(*at)++;
	if (**at < '0' || **at > '9')
		finish(98);
	while (**at >= '0' && **at <= '9')
		value = value * 10 + *(*at)++ - '0';
	return sign * value;
}

/* The word behind the block that begins at words. */
static char **behind(char **words)
{
	int depth = 1;

	for (; *words; words++) {
		char *end = *words;

		if (is(*words, "}") && --depth == 0)
			return words + 1;
		while (*end)
			end++;
		if (end > *words && end[-1] == '{')
			depth++;
	}
	finish(98);
}

static void repeat(char *word)
{
	int compat = *word == 'i';
	long call, count = 1;

	word += compat;
	call = number(&word);
	if (*word == 'x') {
		word++;
		count = number(&word);
	}
	if (*word)
		finish(98);
	while (count-- > 0) {
#if defined(__x86_64__)
		if (compat) {
			enter_compat(call);
			continue;
		}
#endif
		enter(call, 0, 0, 0, 0, 0);
	}
}

static void *next_stack(void)
{
	if (stacks_used == THREADS_MAX)
		finish(98);
	return stacks[stacks_used++] + STACK_SIZE;
}

/* A thread begins here, and ends here. */
void thread(void)
{
	char **words = thread_words;

	__atomic_add_fetch(&started, 1, __ATOMIC_SEQ_CST);
	while (__atomic_load_n(&started, __ATOMIC_SEQ_CST) < crowd)
		;
	run(words);
	__atomic_add_fetch(&ended, 1, __ATOMIC_SEQ_CST);
	for (;;)
		enter(__NR_exit, 0, 0, 0, 0, 0);
}

static void run_threads(char **words, int count, unsigned long flags)
{
	thread_words = words;
	started = 0;
	ended = 0;
	crowd = count;
	for (int i = 0; i < count; i++) {
		if (spawn(CLONE_AS_THREAD | flags, next_stack()) < 0)
			finish(97);
	}
	while (__atomic_load_n(&ended, __ATOMIC_SEQ_CST) < count)
		;
	stacks_used -= flags & CLONE_VFORK ? 1 : 0;
}

static void run_child(char **words)
{
	long pid = enter(__NR_clone, CLONE_VFORK | SIGCHLD, 0, 0, 0, 0);

	if (pid < 0)
		finish(97);
	if (pid == 0) {
		run(words);
		for (;;)
			enter(__NR_exit, 0, 0, 0, 0, 0);
	}
	enter(__NR_wait4, pid, 0, 0, 0, 0);
}

static void on_signal(int signal)
{
	(void)signal;
	run(handler_words);
}

static void set_action(void *handler)
{
	struct action action = {
		.handler = handler,
		.flags = SA_SIGINFO | SA_RESTORER | SA_NODEFER,
		.restorer = (void *)restorer,
	};

	if (enter(__NR_rt_sigaction, SIGUSR1, (long)&action, 0, sizeof(action.mask), 0))
		finish(97);
}

static void raise_signal(char **words)
{
	char **interrupted = handler_words;
	long pid = enter(__NR_getpid, 0, 0, 0, 0, 0);
	long tid = enter(__NR_gettid, 0, 0, 0, 0, 0);

	handler_words = words;
	enter(__NR_tgkill, pid, tid, SIGUSR1, 0, 0);
	handler_words = interrupted;
}

static void execute(char *path, char **words)
{
	char *no_environment = 0;

	/* The word exec:PATH itself is free by now: it becomes argument 0. */
	words[-1] = path;
	enter(__NR_execve, (long)path, (long)(words - 1), (long)&no_environment, 0, 0);
	finish(97);
}

/* Runs a script up to its end or to the end of the block. */
void run(char **words)
{
	char byte = '.';
	char *rest;

	while (*words && !is(*words, "}")) {
		char *word = *words++;

		if (is(word, "wait"))
			enter(__NR_read, 0, (long)&byte, 1, 0, 0);
		else if (is(word, "say"))
			enter(__NR_write, 1, (long)".", 1, 0, 0);
		else if (is(word, "handler"))
			set_action((void *)on_signal);
		else if (is(word, "deaf"))
			set_action((void *)1);
		else if (is(word, "fork{"))
			run_child(words), words = behind(words);
		else if (is(word, "thread{"))
			run_threads(words, 1, CLONE_VFORK), words = behind(words);
		else if (is(word, "raise{"))
			raise_signal(words), words = behind(words);
		else if ((rest = after(word, "threads")))
			run_threads(words, number(&rest), 0), words = behind(words);
		else if ((rest = after(word, "exec:")))
			execute(rest, words);
		else if ((rest = after(word, "exit:")))
			finish(number(&rest));
		else
			repeat(word);
	}
}

void program(long *stack)
{
	run((char **)(stack + 2));
	finish(0);
}
