/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The program of the demonstration, after the example of the pH thesis: it says one line. Called with an argument it says
 * it twice, and that second write is what no profile of it has seen.
 */
#include <string.h>
#include <unistd.h>

static int say(const char *line)
{
	size_t length = strlen(line);

	return write(STDOUT_FILENO, line, length) == (ssize_t)length ? 0 : 1;
}

int main(int argc, char **argv)
{
	int failed = say("Hello from a program that does one thing.\n");

	if (argc > 1)
		failed |= say(argv[1]);
	return failed;
}
