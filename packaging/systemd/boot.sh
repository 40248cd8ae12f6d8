#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# boot.sh MEMORY OUT: becomes systemd, the first process of these namespaces, on a copy of this system in memory. For check.sh.
set -eu
memory=$1
out=$2
[ $$ = 1 ] || { echo 'boot.sh: this is no namespace of processes of its own' >&2; exit 1; }
mount --make-rprivate /
mount -t tmpfs tmpfs "$memory"
root=$memory/root
mkdir "$memory/upper" "$memory/work" "$root"
mount -t overlay -o "lowerdir=/,upperdir=$memory/upper,workdir=$memory/work" overlay "$root"
mount -t proc proc "$root/proc"
mount -t sysfs sysfs "$root/sys"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
mount -t tmpfs tmpfs "$root/run"
mount -t tmpfs tmpfs "$root/tmp"
mkdir "$root/run/check"
mount --bind "$out" "$root/run/check"

# Not this machine's devices: systemd puts its own sockets and links there.
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
mkdir "$root/dev/pts" "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=666 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
while read -r name major minor; do
	mknod -m 666 "$root/dev/$name" c "$major" "$minor"
done <<-'NODES'
	null 1 3
	zero 1 5
	full 1 7
	random 1 8
	urandom 1 9
	tty 5 0
NODES

# Nothing of what this system would start: no unit of the machine, no mount of its fstab.
rm -rf "$root/etc/systemd/system" "$root/etc/fstab"
units=$root/etc/systemd/system
mkdir -p "$units"
for unit in systemd-udevd.service systemd-udev-trigger.service systemd-udevd-control.socket systemd-udevd-kernel.socket \
	systemd-timesyncd.service systemd-networkd.service systemd-resolved.service systemd-logind.service \
	systemd-modules-load.service systemd-sysctl.service systemd-remount-fs.service systemd-random-seed.service \
	systemd-update-utmp.service systemd-binfmt.service proc-sys-fs-binfmt_misc.automount dev-hugepages.mount \
	dev-mqueue.mount sys-kernel-config.mount sys-kernel-debug.mount sys-kernel-tracing.mount \
	sys-fs-fuse-connections.mount dbus.service dbus.socket systemd-initctl.socket; do
	ln -s /dev/null "$units/$unit"
done
cat >"$units/check.service" <<-'UNIT'
	[Unit]
	After=basic.target
	Requires=basic.target
	[Service]
	Type=oneshot
	ExecStart=/bin/sh /run/check/inside.sh
	StandardOutput=append:/run/check/log
	StandardError=append:/run/check/log
UNIT
cat >"$units/watched.service" <<-'UNIT'
	[Service]
	ExecStart=/bin/sh -c 'while :; do /bin/true; sleep 0.2; done'
UNIT
echo 0123456789abcdef0123456789abcdef >"$root/etc/machine-id"
if command -v ip >/dev/null; then ip link set lo up; fi
cd "$root"
mount --move . /
# As a container's manager has to leave it: services have mounts of their own that come from here.
chroot . mount --make-rshared /
export container=phleet
exec chroot . /usr/lib/systemd/systemd --unit=check.service --show-status=no
