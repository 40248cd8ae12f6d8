package dev.phleet.collector.event;

/**
 * The thread in which an event happened.
 *
 * @param cgroup id of its cgroup (version 2); 0 when unknown
 * @param pid process id (thread group)
 * @param tid thread id
 * @param parentPid process id of the parent
 * @param uid real user id, unsigned 32 bits
 * @param comm command name
 */
public record ProcessInfo(long cgroup, int pid, int tid, int parentPid, long uid, String comm) {}
