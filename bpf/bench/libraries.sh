#!/bin/sh
# libraries.sh COMPILER TIMES: compiles every file of C in this directory with optimisation and puts the objects together, TIMES times.
set -eu
times=$2
while [ "$times" -gt 0 ]; do
	for source in *.c; do
		"$1" -O2 -w -c "$source" -o "${source%.c}.o"
	done
	"$1" -r -nostdlib -o all.o stb_*.o
	times=$((times - 1))
done
