#!/bin/sh
# build.sh OUTDIR DETECTOR_OBJECT EMPTY_OBJECT: OUTDIR/initramfs.cpio, which holds the checks as its first process and nothing else.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
out=$1
rm -rf "$out/root"
mkdir -p "$out/root/dev"
# More to have in it: see compile.sh.
[ -z "${PHLEET_VM_ROOT-}" ] || cp -a "$PHLEET_VM_ROOT/." "$out/root"
"${CLANG:-clang}" -O2 -Wall -Wextra -Wno-unused-parameter -Werror -static -I"$here/../src" \
	-o "$out/root/checks" "$here"/*.c -lbpf -lelf -lz
ln "$out/root/checks" "$out/root/init"
cp "$out/root/checks" "$out/root/other"
cp "$2" "$out/root/detector.bpf.o"
cp "$3" "$out/root/empty.bpf.o"
(cd "$out/root" && find . | "${BUSYBOX:-busybox}" cpio -o -H newc) >"$out/initramfs.cpio" 2>"$out/cpio.log"
