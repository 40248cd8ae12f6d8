#!/bin/sh
# project.sh COMPILER: makes the load program from its sources in this directory, file by file, as a makefile would; twice without
# and twice with optimisation, so that it takes long enough to be measured.
set -eu
for level in -O0 -O2 -O0 -O2; do
	objects=
	for source in *.c; do
		"$1" "$level" -c "$source" -o "${source%.c}.o"
		objects="$objects ${source%.c}.o"
	done
	# shellcheck disable=SC2086 # a list of names
	"$1" -pthread -o load $objects
done
