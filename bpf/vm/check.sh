#!/bin/sh
# check.sh [PACKAGE...]: the detector on other kernels. Each PACKAGE is a Debian kernel (a * matches the newest); without
# any, 6.1 and 6.12. Needs an x86_64 Debian machine; as root it installs what is missing, else it says what that is.
# Exit codes: 0 every check passed, 1 one failed, 3 this machine cannot run it.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
[ $# -gt 0 ] || set -- 'linux-image-6.1.*-cloud-amd64' 'linux-image-6.12.*-cloud-amd64'

cannot() {
	echo "check.sh: $*" >&2
	exit 3
}

has() { command -v "$1" >/dev/null 2>&1; }

missing() {
	has qemu-system-x86_64 || echo qemu-system-x86
	has busybox || echo busybox-static
	has clang || echo clang
	for library in elf:libelf-dev z:zlib1g-dev bpf:libbpf-dev; do
		[ -e "/usr/lib/x86_64-linux-gnu/lib${library%%:*}.a" ] || echo "${library##*:}"
	done
}

[ "$(uname -m)" = x86_64 ] || cannot "the virtual machine runs on x86_64 only"
has apt-get || cannot "the kernels are Debian packages, and there is no apt-get here"
packages=$(missing)
if [ -n "$packages" ]; then
	[ "$(id -u)" = 0 ] || cannot "missing" $packages "- install them with 'apt-get install --no-install-recommends'"
	echo "check.sh: installing" $packages >&2
	# shellcheck disable=SC2086
	{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages; } \
		>/dev/null || cannot "could not install" $packages
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$here/../build.sh" "$work/objects"
"$here/../bench/build.sh" "$work/objects"
"$here/build.sh" "$work" "$work/objects/phleet-x86_64.bpf.o" "$work/objects/empty.bpf.o"
kernels=$("$here/kernels.sh" "${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/phleet/kernels" "$@") || cannot "no kernel to boot"
count=0
# At the same time: each has one processor, and takes a minute or two of it.
for kernel in $kernels; do
	count=$((count + 1))
	"$here/run.sh" "$kernel" "$work/initramfs.cpio" >"$work/log.$count" 2>&1 &
	machines="${machines-} $!"
done
# What runs beside a script does not hear an interrupt.
trap 'exit 130' INT TERM
# shellcheck disable=SC2154
trap 'kill $machines 2>/dev/null || true; rm -rf "$work"' EXIT
wait
status=0
for log in $(seq "$count"); do
	tr -d '\r' <"$work/log.$log"
	grep -q '^[0-9]* passed, 0 failed' "$work/log.$log" || status=1
done
exit $status
