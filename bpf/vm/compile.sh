#!/bin/sh
# compile.sh [PACKAGE]: what the detector adds to a compile, in instructions: check.sh in a virtual machine that has gcc and
# one library of stb (libstb-dev) to compile with -O2. Some ten minutes. PACKAGE: a Debian kernel, 6.1 without one.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
library=${PHLEET_VM_LIBRARY:-stb_rect_pack}
implementation=$(printf %s "$library" | tr '[:lower:]' '[:upper:]')_IMPLEMENTATION

cannot() {
	echo "compile.sh: $*" >&2
	exit 3
}

command -v gcc >/dev/null || cannot "there is no gcc here"
header=$(find /usr/include/stb -name "$library.h" 2>/dev/null | head -n 1)
[ -n "$header" ] || cannot "no $library.h below /usr/include/stb: apt-get install libstb-dev"

# copy FILE...: into the virtual machine's root, at the same place, with the libraries that it needs.
copy() {
	for file; do
		case $file in "" | vdso) continue ;; esac
		[ ! -e "$root$file" ] || continue
		mkdir -p "$root${file%/*}"
		cp -L "$file" "$root$file"
		# shellcheck disable=SC2046 # a list of names
		copy $(ldd "$file" 2>/dev/null | grep -o '/[^ ]*')
	done
}

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -p "$root/tmp"
copy "$(command -v gcc)" "$(gcc -print-prog-name=cc1)" "$(command -v as)" "$header"
printf '#define %s\n#include "%s"\n' "$implementation" "$header" >"$root/project.c"
# What it includes; the compiler's own files beside it.
# shellcheck disable=SC2046 # a list of names
copy $(gcc -O2 -M -w "$root/project.c" | tr -d '\\' | tr ' ' '\n' | sed -n 's|^\(/usr/.*\)|\1|p')
export PHLEET_VM_ROOT="$root" PHLEET_VM_SECONDS="${PHLEET_VM_SECONDS:-1500}"
"$here/check.sh" "${1:-linux-image-6.1.*-cloud-amd64}"
