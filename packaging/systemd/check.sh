#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# check.sh PACKAGE WORKDIR: installs the package on a copy of this system and runs its service under a systemd of its own:
# namespaces, network (loopback only), /dev, and a cgroup below ours. What is written is written to memory, and goes with
# the namespaces. The collector watches one cgroup in there and nothing of this machine.
# Exit codes: 0 every check passed, or this machine cannot run it (one line says why); 1 one failed. With CI=true it must run.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
package=$(realpath -- "$1")
work=$(realpath -m -- "$2")
seconds=150

cannot() {
	echo "the service is not run under systemd here: $*" >&2
	[ "${CI:-}" != true ] || exit 1
	exit 0
}

[ "$(id -u)" = 0 ] || cannot "it needs root"
for tool in unshare mount chroot dpkg; do
	command -v $tool >/dev/null || cannot "no $tool"
done
if [ ! -x /usr/lib/systemd/systemd ] && command -v apt-get >/dev/null; then
	echo 'check.sh: installing systemd' >&2
	{ apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends systemd; } \
		>/dev/null </dev/null || cannot "systemd could not be installed"
fi
[ -x /usr/lib/systemd/systemd ] || cannot "no systemd (install the package systemd)"
cgroups=$(awk '$3 == "cgroup2" { print $2; exit }' /proc/self/mounts)
[ -n "$cgroups" ] || cannot "no cgroup of version 2 is mounted"
cgroup=$cgroups$(sed -n 's/^0:://p' /proc/self/cgroup | sed 's,/$,,')/phleet-check-$$
mkdir "$cgroup" 2>/dev/null || cannot "no cgroup can be made in ${cgroup%/*}"

rm -rf "$work"
mkdir -p "$work/memory" "$work/out"
cp "$here/inside.sh" "$work/out/inside.sh"
cp "$package" "$work/out/phleet.deb"
# Into the cgroup first: what the cgroup namespace begins with is its root.
sh -c 'echo $$ >"$1/cgroup.procs" && shift && exec "$@"' sh "$cgroup" \
	unshare --fork --kill-child --pid --mount --cgroup --uts --ipc --net \
	sh "$here/boot.sh" "$work/memory" "$work/out" >"$work/boot.log" 2>&1 </dev/null &
systemd=$!

end() {
	kill -KILL $systemd 2>/dev/null || :
	wait $systemd 2>/dev/null || :
	# The kernel empties a cgroup a moment after its last process.
	tries=50
	while [ -d "$cgroup" ] && [ $tries -gt 0 ]; do
		find "$cgroup" -depth -type d -exec rmdir {} \; 2>/dev/null || :
		tries=$((tries - 1))
		sleep 0.1
	done
}
trap end EXIT

while [ ! -e "$work/out/result" ] && kill -0 $systemd 2>/dev/null && [ $seconds -gt 0 ]; do
	seconds=$((seconds - 1))
	sleep 1
done
if [ "$(cat "$work/out/result" 2>/dev/null)" != passed ]; then
	cat "$work/boot.log" "$work/out/log" "$work/out/journal" 2>/dev/null | tail -n 60 >&2
	echo "check.sh: the service does not do what it should under systemd (all of it: $work)" >&2
	exit 1
fi
cat "$work/out/said"
