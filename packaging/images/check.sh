#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# check.sh DOCKERFILE CONTEXT SERVICES WORKDIR: builds the images without an engine and runs their containers as the compose file
# says, in a network of their own (the loopback interface and nothing else). SERVICES has a file for each service, with the lines of
# enter.sh and 'stage NAME', 'entrypoint WORD', 'command WORD'. Watched are only process trees that this has started.
# The last line is 'N passed, M failed'. Exit codes: 0 every check passed, 1 one failed, 3 this machine cannot run it.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
dockerfile=$1 context=$2 services=$3
work=$(realpath -m -- "$4")

export IMAGES_CACHE="${IMAGES_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/phleet/images}"

cannot() {
	echo "check.sh: $*" >&2
	exit 3
}

has() { command -v "$1" >/dev/null 2>&1; }

missing() {
	has mmdebstrap || [ -e "$IMAGES_CACHE/base-bookworm/made" ] || echo mmdebstrap
	has ip || echo iproute2
}

[ "$(id -u)" = 0 ] || cannot "it needs root, for namespaces and for the kernel"
has apt-get || cannot "the images are Debian's, and there is no apt-get here"
for tool in unshare nsenter setpriv flock awk; do has $tool || cannot "no $tool (util-linux)"; done
packages=$(missing)
if [ -n "$packages" ]; then
	echo "check.sh: installing" $packages >&2
	# shellcheck disable=SC2086
	{ apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $packages; } \
		>/dev/null </dev/null || cannot "could not install" $packages
fi

# overlays DIRECTORY: whether layers can be written there.
overlays() {
	unshare --mount sh -c 'cd "$1" && mkdir -p probe/lower probe/upper probe/work probe/root &&
		mount -t overlay -o lowerdir=probe/lower,upperdir=probe/upper,workdir=probe/work overlay probe/root' sh "$1" 2>/dev/null
}
mkdir -p "$IMAGES_CACHE"
if ! overlays "$IMAGES_CACHE"; then
	[ -z "${IMAGES_IN_MEMORY:-}" ] || cannot "no overlayfs"
	# Not on a file system that is an overlay itself: the layers are in memory then, and end with this.
	export IMAGES_IN_MEMORY=1
	exec unshare --mount sh -c 'mount -t tmpfs tmpfs "$IMAGES_CACHE" && exec "$0" "$@"' "$0" "$dockerfile" "$context" "$services" "$work"
fi

rm -rf "$work"
mkdir -p "$work"
began=$(date +%s)
"$here/build.sh" "$dockerfile" "$context" "$work/build" $(sed -n 's/^stage //p' "$services"/* | sort -u)
echo "the images are built, in $(($(date +%s) - began)) s" >&2
exec timeout --kill-after=5 240 unshare --net --mount --fork --kill-child sh "$here/inside.sh" "$work" "$services"
