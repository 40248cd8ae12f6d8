#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# build.sh DOCKERFILE CONTEXT WORKDIR STAGE...: runs the steps of a Dockerfile without an engine, each stage in namespaces of its
# own. Of an image debian:SUITE-... the root directory is made by mmdebstrap. A stage that was built of the same things before is
# taken from the cache (IMAGES_CACHE).
#
#   WORKDIR/STAGE/layers   directories for overlayfs, the uppermost first, with colons between
#   WORKDIR/STAGE/config   ENV, USER, WORKDIR, ENTRYPOINT, CMD, HEALTHCHECK; the last of each counts
#
# With IMAGES_BASE=here (the default) stages that only others copy from begin with a copy of this machine, in memory, if it is
# the same release of Debian: compiler, JDK and Maven need not be fetched anew. With IMAGES_BASE=clean every stage begins with what FROM says.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
dockerfile=$1 context=$2 work=$3
shift 3
cache=${IMAGES_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/phleet/images}

die() { echo "build.sh: $*" >&2; exit 1; }
say() { echo "  $*" >&2; }

mkdir -p "$work" "$cache"
exec 9>"$cache/lock"
flock 9
awk -f "$here/plan.awk" "$dockerfile" >"$work/plan"
tab=$(printf '\t')

steps() { awk -F '\t' -v stage="$1" '$1 == stage' "$work/plan"; }
is_stage() { cut -f 1 "$work/plan" | grep -qx -e "$1"; }
base_of() { steps "$1" | awk -F '\t' '$2 == "FROM" { print $4 }'; }
sources_of() { steps "$1" | sed -n 's/.*--from=\([^ ]*\).*/\1/p' | sort -u; }
# exported STAGE: what others copy out of it.
exported() { awk -F '\t' -v flag="--from=$1 " '$2 == "COPY" && index($3, flag) { split($4, words, " "); print words[1] }' "$work/plan"; }
suite_of() { echo "$1" | sed -n 's/^debian:\([a-z]*\)-.*/\1/p'; }
# is_tool STAGE: no stage that was asked for is built upon it.
is_tool() {
	for wanted in $asked; do
		while is_stage "$wanted"; do
			[ "$wanted" != "$1" ] || return 1
			wanted=$(base_of "$wanted")
		done
	done
}
image_of() {
	image=$1
	while is_stage "$image"; do image=$(base_of "$image"); done
	echo "$image"
}
# begins_here STAGE: with a copy of this machine.
begins_here() {
	[ "${IMAGES_BASE:-here}" = here ] && is_tool "$1" &&
		(. /etc/os-release && [ "${VERSION_CODENAME:-}" = "$(suite_of "$(image_of "$1")")" ])
}

# root_of IMAGE: prints the root directory of a Debian image.
root_of() {
	suite=$(suite_of "$1")
	[ -n "$suite" ] || die "no idea how to make $1"
	if [ ! -e "$cache/base-$suite/made" ]; then
		say "debian $suite: mmdebstrap"
		rm -rf "$cache/base-$suite"
		mkdir -p "$cache/base-$suite"
		mmdebstrap --quiet --variant=minbase "$suite" "$cache/base-$suite/fs" >"$work/mmdebstrap.log" 2>&1 ||
			{ cat "$work/mmdebstrap.log" >&2; die "mmdebstrap failed"; }
		: >"$cache/base-$suite/made"
	fi
	echo "$cache/base-$suite/fs"
}

# content: what a stage depends on, as one hash. Names and modes count as well as contents.
content() {
	steps "$1"
	base=$(base_of "$1")
	if is_stage "$base"; then cat "$work/$base/hash"; elif begins_here "$1"; then echo here; fi
	for source in $(sources_of "$1"); do cat "$work/$source/hash"; done
	steps "$1" | awk -F '\t' '$2 == "COPY" && $3 !~ /--from=/ { n = split($4, words, " "); for (i = 1; i < n; i++) print words[i] }' |
		while IFS= read -r path; do
			[ -e "$context/$path" ] || die "COPY $path: there is no such file in the context"
			(cd "$context" && find "$path" -type f -printf '%m %p\n' | LC_ALL=C sort &&
				find "$path" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum)
		done
}

build_stage() {
	[ ! -e "$work/$1/hash" ] || return 0
	base=$(base_of "$1")
	[ -n "$base" ] || die "no stage $1"
	for other in $(is_stage "$base" && echo "$base" || :) $(sources_of "$1"); do (build_stage "$other"); done
	mkdir -p "$work/$1"
	content "$1" >"$work/$1/content"
	hash=$(sha256sum <"$work/$1/content" | cut -c 1-20)
	stage=$cache/$hash
	if is_stage "$base"; then
		lower=$(cat "$work/$base/layers")
		cat "$work/$base/config" >"$work/$1/config"
	else
		if begins_here "$1"; then lower=/; else lower=$(root_of "$base"); fi
		: >"$work/$1/config"
	fi
	steps "$1" | cut -f 2,4 | grep -E '^(ENV|USER|WORKDIR|ENTRYPOINT|CMD|HEALTHCHECK)' >>"$work/$1/config" || :
	if [ -e "$stage/made" ]; then
		say "$1: as before"
	else
		say "$1:"
		rm -rf "$stage"
		mkdir -p "$stage/fs" "$stage/work" "$work/$1/from"
		steps "$1" | grep -v "^$1${tab}FROM" >"$work/$1/steps" || :
		for source in $(sources_of "$1"); do cp "$work/$source/layers" "$work/$1/from/$source"; done
		exported "$1" >"$work/$1/exported"
		unshare --mount --pid --fork --kill-child sh "$here/stage.sh" "$lower" "$stage" "$work/$1" "$context" 9>&- || die "stage $1 failed"
		rm -rf "$stage/work"
		: >"$stage/made"
	fi
	touch "$stage"
	# What begins here is only for copying: what lies below it is this machine.
	if [ "$lower" = / ]; then
		if [ -s "$stage/exported" ]; then echo "$stage/fs"; else echo /; fi
	else
		echo "$stage/fs:$lower"
	fi >"$work/$1/layers"
	echo "$hash" >"$work/$1/hash"
}

asked=$*
# The root directory is downloaded while others compile.
for image in $(awk -F '\t' '$2 == "FROM" { print $4 }' "$work/plan" | sort -u); do
	is_stage "$image" || { root_of "$image" >/dev/null & }
done
for tool in $(cut -f 1 "$work/plan" | uniq); do
	if begins_here "$tool"; then build_stage "$tool"; fi
done
wait
for wanted; do build_stage "$wanted"; done
# Stages that nobody asked for since yesterday are of other sources.
find "$cache" -mindepth 1 -maxdepth 1 -type d ! -name 'base-*' ! -name probe -mmin +1440 -exec rm -rf {} +
