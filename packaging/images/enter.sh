#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# enter.sh SPEC DIRECTORY: becomes the process of a container, in a namespace of mounts that unshare has made; processes and network are
# the caller's. DIRECTORY/volumes has the named volumes. SPEC says, a line each:
#
#   layers A:B:C     user UID     caps none|+cap_39,...     readonly     env NAME=VALUE     arg WORD
#   bind SOURCE TARGET [ro]       volume NAME TARGET [ro]   tmpfs TARGET OPTIONS
set -eu
spec=$1 directory=$2
get() { sed -n "s/^$1 //p" "$spec"; }

mount --make-rprivate /
memory=$directory/memory
mkdir -p "$memory" "$directory/volumes"
mount -t tmpfs -o mode=755 tmpfs "$memory"
mkdir "$memory/fs" "$memory/work" "$memory/root"
root=$memory/root
mount -t overlay -o "lowerdir=$(get layers),upperdir=$memory/fs,workdir=$memory/work" overlay "$root"

# What an engine mounts of its own accord.
mount -t proc proc "$root/proc"
mount --bind "$root/proc/sys" "$root/proc/sys"
mount -o remount,bind,ro "$root/proc/sys"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t tmpfs -o mode=755,nosuid tmpfs "$root/dev"
for node in null zero full random urandom tty; do
	: >"$root/dev/$node"
	mount --bind "/dev/$node" "$root/dev/$node"
done
ln -s /proc/self/fd "$root/dev/fd"
mkdir "$root/dev/shm"
mount -t tmpfs -o nosuid,nodev,noexec tmpfs "$root/dev/shm"
: >>"$root/etc/hosts"
mount --bind "$directory/hosts" "$root/etc/hosts"

# place SOURCE TARGET [ro]
place() {
	if [ -d "$1" ]; then mkdir -p "$root$2"; else mkdir -p "$root${2%/*}" && : >>"$root$2"; fi
	mount --bind "$1" "$root$2"
	[ "${3:-}" != ro ] || mount -o remount,bind,ro "$root$2"
}
get bind | while read -r source target mode; do place "$source" "$target" "$mode"; done
get volume | while read -r name target mode; do
	# A new volume begins as the image's directory.
	if [ ! -d "$directory/volumes/$name" ]; then
		mkdir -p "$root$target"
		cp -a "$root$target" "$directory/volumes/$name"
	fi
	place "$directory/volumes/$name" "$target" "$mode"
done
get tmpfs | while read -r target options; do
	mkdir -p "$root$target"
	# Docker's defaults, which the options may take back.
	mount -t tmpfs -o "noexec,nosuid,nodev,$options" tmpfs "$root$target"
done
if grep -qx readonly "$spec"; then mount -o remount,bind,ro "$root"; fi

user=$(get user)
group=$(awk -F : -v user="$user" '$3 == user { print $4; exit }' "$root/etc/passwd")
caps=$(get caps)
[ "$caps" = none ] && caps=-all || caps=-all,$caps
set --
while IFS= read -r word; do [ -z "$word" ] || set -- "$@" "$word"; done <<-ENV
	$(get env)
ENV
while IFS= read -r word; do [ -z "$word" ] || set -- "$@" "$word"; done <<-ARGS
	$(get arg)
ARGS

# Not a plain chroot: the kernel tells the path of an executable from the root of its namespace of mounts.
cd "$root"
pivot_root . .
umount -l .
cd /
# Whoever started this and is killed takes it along.
exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin setpriv --pdeathsig KILL "--reuid=$user" "--regid=${group:-0}" --clear-groups \
	--no-new-privs --inh-caps=-all "--bounding-set=$caps" env "$@"
