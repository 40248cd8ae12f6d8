#!/bin/sh
# project.sh COMPILER TIMES: makes the load program from its sources in this directory, file by file, as a makefile would: TIMES
# times, each without and with optimisation.
set -eu
times=$2
while [ "$times" -gt 0 ]; do
	for level in -O0 -O2; do
		objects=
		for source in *.c; do
			"$1" "$level" -c "$source" -o "${source%.c}.o"
			objects="$objects ${source%.c}.o"
		done
		# shellcheck disable=SC2086 # a list of names
		"$1" -pthread -o load $objects
	done
	times=$((times - 1))
done
