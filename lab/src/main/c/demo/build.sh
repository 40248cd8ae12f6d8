#!/bin/sh
# build.sh OUTDIR: compiles the program of the demonstration. CLANG chooses another compiler.
# Static where the C library can be linked so: fewer calls, and none that depend on the machine's libraries.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
out=$1
mkdir -p "$out"
compile() { "${CLANG:-clang}" -O2 -Wall -Wextra -Werror "$@" -o "$out/greet" "$here/greet.c"; }
compile -static 2>/dev/null || compile
