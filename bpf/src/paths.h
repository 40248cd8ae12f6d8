/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Identity and path of an executable. The path is put together here because a short-lived program is gone before user
 * space could ask, and because bpf_d_path may not be called from a tracepoint.
 */
#ifndef PHLEET_PATHS_H
#define PHLEET_PATHS_H

#include "maps.h"

enum { PATH_COMPONENTS = 48 };

static __always_inline __u64 profile_key(struct file *file)
{
	struct inode *inode = file->f_inode;

	return (__u64)inode->i_sb->s_dev << 32 | (__u32)inode->i_ino;
}

/* A walk from a file up to the root, writing names from the end of the event's path. */
struct walk {
	struct created_event *event;
	struct dentry *dentry;
	struct vfsmount *vfsmount;
	__u32 start;
	__u32 truncated;
};

/* A vfsmount is a member of its mount; no pointer arithmetic on typed pointers, so by address. */
static __always_inline struct mount *mount_of(struct vfsmount *vfsmount)
{
	return (void *)((unsigned long)vfsmount - bpf_core_field_offset(((struct mount *)0)->mnt));
}

/* From the root of a mount to where it is mounted; 1, the end of the walk, at the top. */
static __always_inline long leave_mount(struct walk *walk)
{
	struct mount *mount = mount_of(walk->vfsmount);
	struct mount *above = BPF_CORE_READ(mount, mnt_parent);

	if (above == mount) {
		walk->truncated = 0;
		return 1;
	}
	walk->dentry = BPF_CORE_READ(mount, mnt_mountpoint);
	walk->vfsmount = (void *)((unsigned long)above + bpf_core_field_offset(((struct mount *)0)->mnt));
	return 0;
}

static long write_component(__u32 number, void *context)
{
	struct walk *walk = context;
	struct dentry *dentry = walk->dentry, *parent = BPF_CORE_READ(dentry, d_parent);
	struct vfsmount *vfsmount = walk->vfsmount;
	__u32 start = walk->start, length;

	if (dentry == BPF_CORE_READ(vfsmount, mnt_root) || dentry == parent)
		return leave_mount(walk);
	length = BPF_CORE_READ(dentry, d_name.len) & (NAME_LENGTH - 1);
	if (start < length + 1)
		return 1;
	start -= length;
	bpf_probe_read_kernel(walk->event->path + (start & (PATH_LENGTH - 1)), length, BPF_CORE_READ(dentry, d_name.name));
	start--;
	walk->event->path[start & (PATH_LENGTH - 1)] = '/';
	walk->start = start;
	walk->dentry = parent;
	return 0;
}

/* Writes the path into the end of e->path; at most PATH_COMPONENTS components and mounts. */
static __noinline int write_path(struct created_event *e, struct file *file)
{
	struct walk walk = {
		.event = e,
		.dentry = file->f_path.dentry,
		.vfsmount = file->f_path.mnt,
		.start = PATH_LENGTH,
		.truncated = 1,
	};

	bpf_loop(PATH_COMPONENTS, write_component, &walk, 0);
	e->path_start = walk.start;
	e->path_truncated = walk.truncated;
	return 0;
}

#endif
