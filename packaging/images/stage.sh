#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# stage.sh LOWER STAGE WORK CONTEXT: the steps of one stage, in namespaces of mounts and processes that build.sh has made.
# What they write is in STAGE/fs afterwards; with LOWER / only what others copy out of the stage.
set -eu
lower=$1 stage=$2 work=$3 context=$4
tab=$(printf '\t')

mount --make-rprivate /
memory=$work/memory
mkdir -p "$memory"
mount -t tmpfs -o mode=755 tmpfs "$memory"
root=$memory/root
mkdir "$root" "$memory/from"
if [ "$lower" = / ]; then
	mkdir "$memory/fs" "$memory/work"
	mount -t overlay -o "lowerdir=/,upperdir=$memory/fs,workdir=$memory/work" overlay "$root"
	# Nothing of this machine's user, who has what no image has: Maven's downloads, say.
	for private in tmp run root; do mount -t tmpfs tmpfs "$root/$private"; done
else
	mount -t overlay -o "lowerdir=$lower,upperdir=$stage/fs,workdir=$stage/work" overlay "$root"
fi
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"

# As an engine does: names are resolved as on this machine. The files are no part of the image.
for file in resolv.conf hosts; do
	[ -e "$root/etc/$file" ] || : >"$root/etc/$file"
	mount --bind "$(readlink -f "/etc/$file")" "$root/etc/$file"
done

directory=/
sed -n 's/^ENV\t//p' "$work/config" >"$memory/env"

# installed TEXT: it is one apt-get install, and everything that it names is there.
installed() {
	names=$(printf '%s' "$1" | sed -n 's/.*apt-get install\([^&]*\)&&.*/\1/p' | tr ' ' '\n' | grep -v '^-\|^$') || return 1
	for name in $names; do
		dpkg-query -W -f '${Status}\n' "$name" 2>/dev/null | grep -q '^install ok installed$' || return 1
	done
}

run() {
	if [ "$lower" = / ] && installed "$2"; then
		echo "    RUN (installed here already)$names" | tr '\n' ' ' >&2
		echo >&2
		return
	fi
	echo "    RUN $(printf '%s' "$2" | cut -c 1-100)" >&2
	cached=$(printf '%s' "$1" | sed -n 's/.*type=cache,target=\([^, ]*\).*/\1/p')
	if [ -n "$cached" ]; then
		# The cache of a builder: here what the caller has under the same name.
		mkdir -p "$cached" "$root$cached"
		mount --bind "$cached" "$root$cached"
	fi
	printf '%s' "$2" >"$memory/command"
	# shellcheck disable=SC2046
	env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
		${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} $(cat "$memory/env") \
		chroot "$root" /bin/sh -c "cd '$directory' && eval \"\$1\"" sh "$(cat "$memory/command")" >"$work/log" 2>&1 </dev/null ||
		{ tail -n 40 "$work/log" >&2; echo "stage.sh: this step failed: $2" >&2; exit 1; }
	if [ -n "$cached" ]; then
		umount "$root$cached"
		rmdir "$root$cached" 2>/dev/null || :
	fi
}

copy() {
	from=$(printf '%s' "$1" | sed -n 's/.*--from=\([^ ]*\).*/\1/p')
	echo "    COPY $1$2" >&2
	source=$context
	if [ -n "$from" ]; then
		source=$memory/from
		layers=$(cat "$work/from/$from")
		# One layer alone is no overlay.
		case $layers in
		*:*) mount -t overlay -o "ro,lowerdir=$layers" overlay "$source" ;;
		*) mount --bind "$layers" "$source" ;;
		esac
	fi
	# shellcheck disable=SC2086
	set -- $2
	while [ $# -gt 1 ]; do
		path=$1
		shift
		for last; do :; done
		case $last in /*) target=$root$last ;; *) target=$root$directory/$last ;; esac
		if [ -d "$source/$path" ]; then
			mkdir -p "$target"
			cp -a --no-preserve=ownership "$source/$path/." "$target/"
		else
			case $last in */) mkdir -p "$target" ;; *) mkdir -p "${target%/*}" ;; esac
			cp -a --no-preserve=ownership "$source/$path" "$target"
		fi
	done
	[ -z "$from" ] || umount "$source"
}

while IFS="$tab" read -r _ keyword flags text; do
	case $keyword in
	RUN) run "$flags" "$text" ;;
	COPY) copy "$flags" "$text" ;;
	WORKDIR) directory=$text && mkdir -p "$root$directory" ;;
	esac
done <<-STEPS
	$(sed 's/\t\t/\t-\t/' "$work/steps")
STEPS

if [ "$lower" = / ]; then
	while IFS= read -r path; do
		mkdir -p "$stage/fs/$path"
		cp -a "$root/$path/." "$stage/fs/$path/"
	done <"$work/exported"
	cp "$work/exported" "$stage/exported"
fi
