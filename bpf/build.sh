#!/bin/sh
# build.sh OUTDIR: compiles the detector for every architecture into OUTDIR/phleet-<architecture>.bpf.o
# CLANG and LLVM_STRIP choose other tools.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
out=$1
clang=${CLANG:-clang}
strip=${LLVM_STRIP:-llvm-strip}
mkdir -p "$out"
for arch in x86_64:x86 aarch64:arm64; do
	object=$out/phleet-${arch%%:*}.bpf.o
	"$clang" -g -O2 -target bpf -mcpu=v3 -D__TARGET_ARCH_"${arch##*:}" -Wall -Wextra -Wno-unused-parameter -Werror \
		-I"$here/src" -c "$here/src/lookahead.bpf.c" -o "$object.tmp"
	# DWARF goes, BTF stays.
	"$strip" -g "$object.tmp"
	mv "$object.tmp" "$object"
done
