#!/bin/sh
# build.sh OUTDIR: compiles the programs that the tests watch. CLANG chooses another compiler.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
out=$1
mkdir -p "$out"
"${CLANG:-clang}" -O1 -Wall -Wextra -Werror -ffreestanding -fno-stack-protector -fno-pie -nostdlib -static \
	-Wl,--build-id=none -o "$out/exercise" "$here/exercise.c"
