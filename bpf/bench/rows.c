// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* The rows that one process measures alone: single calls, signals, select. */
#define _GNU_SOURCE
#include "load.h"
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { SELECTED = 100 };

/* A small file that every system has and everybody may read. */
static const char file[] = "/etc/passwd";

static int descriptor;

static int open_for_row(const char *path, int flags)
{
	descriptor = open(path, flags);
	return descriptor < 0 ? fail(path) : 0;
}

static int getppid_once(void)
{
	return syscall(SYS_getppid) < 0;
}

static int begin_read(const char *program)
{
	(void)program;
	return open_for_row("/dev/zero", O_RDONLY);
}

static int read_once(void)
{
	char byte;

	return read(descriptor, &byte, 1) != 1;
}

static int begin_write(const char *program)
{
	(void)program;
	return open_for_row("/dev/null", O_WRONLY);
}

static int write_once(void)
{
	return write(descriptor, "", 1) != 1;
}

static int stat_once(void)
{
	struct stat found;

	return stat(file, &found);
}

static int open_once(void)
{
	int opened = open(file, O_RDONLY);

	return opened < 0 || close(opened);
}

static fd_set selected;
static int highest;

/* The same file again and again, under a hundred numbers. */
static int multiply(int original)
{
	FD_ZERO(&selected);
	for (int i = 0; i < SELECTED; i++) {
		highest = dup(original);
		if (highest < 0 || highest >= FD_SETSIZE)
			return fail("load: descriptors");
		FD_SET(highest, &selected);
	}
	return 0;
}

static int begin_select(const char *program)
{
	(void)program;
	return open_for_row(file, O_RDONLY) || multiply(descriptor);
}

/* One end of a connection on which nothing arrives. */
static int begin_select_tcp(const char *program)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t length = sizeof(address);
	int listener = socket(AF_INET, SOCK_STREAM, 0);

	(void)program;
	descriptor = socket(AF_INET, SOCK_STREAM, 0);
	if (listener < 0 || descriptor < 0 || bind(listener, (struct sockaddr *)&address, length) || listen(listener, 1) ||
	    getsockname(listener, (struct sockaddr *)&address, &length) ||
	    connect(descriptor, (struct sockaddr *)&address, length) || accept(listener, NULL, NULL) < 0)
		return fail("load: connection to 127.0.0.1");
	return multiply(descriptor);
}

static int select_once(void)
{
	struct timeval at_once = { 0 };
	fd_set ready = selected;

	return select(highest + 1, &ready, NULL, NULL, &at_once) < 0;
}

static void handle(int signal)
{
	(void)signal;
}

static int install_once(void)
{
	struct sigaction action = { .sa_handler = handle };

	return sigaction(SIGUSR1, &action, NULL);
}

static pid_t self;

static int begin_signal(const char *program)
{
	(void)program;
	self = getpid();
	return install_once() ? fail("load: signal handler") : 0;
}

static int signal_once(void)
{
	return kill(self, SIGUSR1);
}

const struct row simple_rows[] = {
	{ "getppid", NULL, getppid_once, NULL },
	{ "read", begin_read, read_once, NULL },
	{ "write", begin_write, write_once, NULL },
	{ "stat", NULL, stat_once, NULL },
	{ "open/close", NULL, open_once, NULL },
	{ "select", begin_select, select_once, NULL },
	{ "select-tcp", begin_select_tcp, select_once, NULL },
	{ "signal-install", NULL, install_once, NULL },
	{ "signal", begin_signal, signal_once, NULL },
	{ NULL, NULL, NULL, NULL },
};
