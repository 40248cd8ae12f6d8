// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "detector.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const hooks[HOOKS] = { "handle_exit", "handle_fork", "handle_exec", "handle_signal", "handle_sys_enter" };

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static int map_fd(struct detector *d, const char *name)
{
	return bpf_object__find_map_fd_by_name(d->object, name);
}

static struct bpf_program *program(struct detector *d, const char *name)
{
	return bpf_object__find_program_by_name(d->object, name);
}

static int keep(void *context, void *data, size_t size)
{
	struct detector *d = context;
	struct seen *s = &d->seen[d->seen_count];
	struct event_header *header = data;

	if (d->seen_count == EVENTS_KEPT)
		die("more events than a check may cause");
	memset(s, 0, sizeof(*s));
	s->header = *header;
	s->process = ((struct state_event *)data)->process;
	s->counters = ((struct state_event *)data)->counters;
	if (header->kind == EVENT_STATE) {
		s->reason = ((struct state_event *)data)->reason;
	} else if (header->kind == EVENT_CREATED) {
		struct created_event *e = data;

		memcpy(s->path, e->path + e->path_start, PATH_LENGTH - e->path_start);
	} else {
		struct window_event *e = data;

		memcpy(s->calls, e->calls, sizeof(s->calls));
		s->distances = e->distances;
	}
	d->seen_count++;
	return size ? 0 : -1;
}

/*
 * Room for all events that are kept, in memory that is there already: what a process touches for the first time between two
 * measurements makes each of its forks dearer, by more than what is measured.
 */
static struct seen *room_for_events(void)
{
	struct seen *seen = malloc(EVENTS_KEPT * sizeof(*seen));

	if (!seen)
		die("room for events");
	/* Not calloc, nor zeros, of which a compiler makes one: that leaves fresh pages untouched. */
	memset(seen, 0xff, EVENTS_KEPT * sizeof(*seen));
	return seen;
}

static void print_verifier(struct bpf_program *p, char *log)
{
	char *line = strstr(log, "processed ");

	printf("verifier %s %.*s\n", bpf_program__name(p), line ? (int)strcspn(line, "\n") : 4, line ? line : "none");
}

static bool serves(const struct bpf_program *p, enum use use)
{
	const char *name = bpf_program__name(p);
	bool replays = !strcmp(name, "replay") || !strcmp(name, "play");

	return use == TO_DO_ALL || !strcmp(name, "administer") || replays == (use == TO_REPLAY);
}

struct detector *detector_load(const char *path, enum use use)
{
	enum { LOG = 1 << 16 };
	struct detector *d = calloc(1, sizeof(*d));
	bool verbose = use == TO_DO_ALL;
	struct bpf_program *p;

	d->seen = room_for_events();
	d->object = bpf_object__open(path);
	if (!d->object)
		die(path);
	bpf_object__for_each_program(p, d->object)
		bpf_program__set_autoload(p, serves(p, use));
	if (verbose)
		bpf_object__for_each_program(p, d->object) {
			bpf_program__set_log_level(p, 4); /* statistics only */
			bpf_program__set_log_buf(p, calloc(1, LOG), LOG);
		}
	if (bpf_object__load(d->object))
		die("load");
	if (verbose)
		bpf_object__for_each_program(p, d->object)
			print_verifier(p, (char *)bpf_program__log_buf(p, &(size_t){ 0 }));
	d->ring = ring_buffer__new(map_fd(d, "events"), keep, d, NULL);
	if (!d->ring)
		die("ring buffer");
	return d;
}

void detector_attach(struct detector *d)
{
	for (int i = 0; i < HOOKS; i++) {
		d->hooks[i] = bpf_program__attach(program(d, hooks[i]));
		if (!d->hooks[i])
			die(hooks[i]);
	}
}

void detector_adopt(struct detector *d)
{
	struct bpf_link *link = bpf_program__attach_iter(program(d, "adopt_tasks"), NULL);
	int fd = link ? bpf_iter_create(bpf_link__fd(link)) : -1;
	char none[64];

	if (fd < 0)
		die("adopt_tasks");
	while (read(fd, none, sizeof(none)) > 0)
		;
	close(fd);
	bpf_link__destroy(link);
}

void detector_poll(struct detector *d)
{
	if (ring_buffer__consume(d->ring) < 0)
		die("consume");
}

void detector_free(struct detector *d)
{
	for (int i = 0; i < HOOKS; i++)
		bpf_link__destroy(d->hooks[i]);
	ring_buffer__free(d->ring);
	bpf_object__close(d->object);
	free(d->seen);
	free(d);
}

struct settings detector_settings(struct detector *d)
{
	struct settings settings;

	if (bpf_map_lookup_elem(map_fd(d, ".data.settings"), &(__u32){ 0 }, &settings))
		die("settings");
	return settings;
}

void detector_set(struct detector *d, struct settings settings)
{
	if (bpf_map_update_elem(map_fd(d, ".data.settings"), &(__u32){ 0 }, &settings, BPF_ANY))
		die("settings");
}

struct counters detector_counters(struct detector *d)
{
	struct counters counters;

	if (bpf_map_lookup_elem(map_fd(d, ".data.counters"), &(__u32){ 0 }, &counters))
		die("counters");
	return counters;
}

static void run(struct detector *d, const char *name, void *context, __u32 size)
{
	/* A syscall program's context is written back to where it came from; ctx_out is refused. */
	LIBBPF_OPTS(bpf_test_run_opts, options, .ctx_in = context, .ctx_size_in = size);

	if (bpf_prog_test_run_opts(bpf_program__fd(program(d, name)), &options))
		die(name);
}

__u32 detector_administer(struct detector *d, __u64 key, __u32 operation)
{
	struct command command = { .profile_key = key, .operation = operation };

	run(d, "administer", &command, sizeof(command));
	return command.result;
}

__u32 detector_replay(struct detector *d, struct replay_command *command, const __u32 *codes, struct replay_outcome *outcomes)
{
	__u32 count = command->action == REPLAY_CALLS ? command->count : 0;

	for (__u32 i = 0; i < count; i++)
		if (bpf_map_update_elem(map_fd(d, "replay_calls"), &i, &codes[i], BPF_ANY))
			die("replay_calls");
	run(d, "replay", command, sizeof(*command));
	for (__u32 i = 0; outcomes && i < count; i++)
		if (bpf_map_lookup_elem(map_fd(d, "replay_outcomes"), &i, &outcomes[i]))
			die("replay_outcomes");
	return command->result;
}
