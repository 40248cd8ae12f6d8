#!/bin/sh
# build.sh OUTDIR: compiles what the bench needs: the empty program, for every architecture, and the load, for this machine.
# CLANG and LLVM_STRIP choose other tools.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
out=$1
clang=${CLANG:-clang}
strip=${LLVM_STRIP:-llvm-strip}
mkdir -p "$out"
"$clang" -g -O2 -target bpf -mcpu=v3 -Wall -Wextra -Werror -c "$here/empty.bpf.c" -o "$out/empty.bpf.o"
"$strip" -g "$out/empty.bpf.o"
"$clang" -O2 -Wall -Wextra -Werror "$here/load.c" -o "$out/load"
