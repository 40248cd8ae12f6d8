#!/bin/sh
# build.sh OUTDIR: compiles what the bench needs: the empty programs, for every architecture, and the load with the program that it
# executes, for this machine. Beside them what the bench compiles to measure a compiler: in OUTDIR/project, with a list, sources of
# its own, and OUTDIR/libraries.sh for others'.
# CLANG and LLVM_STRIP choose other tools.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
out=$1
clang=${CLANG:-clang}
strip=${LLVM_STRIP:-llvm-strip}
mkdir -p "$out/project"
"$clang" -g -O2 -target bpf -mcpu=v3 -Wall -Wextra -Werror -c "$here/empty.bpf.c" -o "$out/empty.bpf.o"
"$strip" -g "$out/empty.bpf.o"
"$clang" -O2 -Wall -Wextra -Werror -pthread "$here/load.c" "$here/measure.c" "$here/rows.c" "$here/processes.c" "$here/clock.c" -o "$out/load"
"$clang" -O2 -Wall -Wextra -Werror -static -nostdlib -fno-stack-protector "$here/hello.c" -o "$out/hello"
for name in load.c measure.c clock.c rows.c processes.c load.h; do
	cp "$here/$name" "$out/project/$name"
	echo "$name"
done >"$out/project/files"
cp "$here/project.sh" "$out/project/build.sh"
echo build.sh >>"$out/project/files"
cp "$here/libraries.sh" "$out/libraries.sh"
