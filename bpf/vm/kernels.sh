#!/bin/sh
# kernels.sh CACHE PACKAGE...: unpacks Debian kernel packages below CACHE, downloading what is not there yet, and prints
# the path of each vmlinuz. A PACKAGE ends in * for the newest that matches. Nothing is installed on this machine.
set -eu
cache=$1
shift
mkdir -p "$cache"
cd "$cache"

# newest PATTERN: the newest package whose name matches. apt-cache knows regular expressions only.
newest() {
	apt-cache search --names-only "^$(printf %s "$1" | sed 's/[.+]/\\&/g; s/\*/.*/g')\$" |
		cut -d' ' -f1 | grep -v unsigned | sort -V | tail -n 1
}

for wanted; do
	found=$(find . -maxdepth 1 -type d -name "$wanted" | sort -V | tail -n 1)
	if [ -z "$found" ]; then
		name=$(newest "$wanted")
		if [ -z "$name" ] && [ "$(id -u)" = 0 ]; then
			apt-get update -qq >/dev/null
			name=$(newest "$wanted")
		fi
		[ -n "$name" ] || { echo "kernels.sh: no package $wanted: run 'apt-get update' first" >&2; exit 2; }
		apt-get download -q "$name" >/dev/null 2>"$name.log" || { cat "$name.log" >&2; exit 2; }
		dpkg -x "$name"_*.deb "$name.new"
		rm -f "$name"_*.deb "$name.log"
		mv "$name.new" "$name"
		found=$name
	fi
	find "$cache/$found/boot" -name 'vmlinuz-*'
done
