#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# assemble.sh OUTDIR: for each image a directory with its jars and its JVM's flags, out of what Maven has built.
set -eu
out=$(realpath -m -- "$1")
all=$out/all
mkdir -p "$all"

# Jars bring native libraries for every system there is; an image is for one.
case $(uname -m) in
x86_64) jna=/linux-x86-64/ rocks=/librocksdbjni-linux64.so zstd=/linux/amd64/ snappy=/Linux/x86_64/ ;;
aarch64) jna=/linux-aarch64/ rocks=/librocksdbjni-linux-aarch64.so zstd=/linux/aarch64/ snappy=/Linux/aarch64/ ;;
*) jna=/ rocks=/ zstd=/ snappy=/ ;;
esac

# slim JAR KEPT: a jar into $all without its native libraries but those whose path contains KEPT.
slim() {
	rm -rf "$out/jar"
	mkdir "$out/jar"
	(cd "$out/jar" && jar xf "$1")
	find "$out/jar" -type f \( -name '*.so' -o -name '*.dll' -o -name '*.jnilib' -o -name '*.dylib' -o -name '*.a' \) ! -path "*$2*" -delete
	(cd "$out/jar" && jar cfM "$all/${1##*/}" .)
	rm -rf "$out/jar"
}

for module in collector analyzer lab; do
	mkdir -p "$out/$module/lib"
	{ echo "$PWD/$module/target/phleet-$module.jar" && tr ':' '\n' <"$module/target/classpath" && echo; } |
		while IFS= read -r jar; do
			[ -n "$jar" ] || continue
			name=${jar##*/}
			if [ ! -e "$all/$name" ]; then
				case $name in
				jna-[0-9]*) slim "$jar" "$jna" ;;
				rocksdbjni-*) slim "$jar" "$rocks" ;;
				zstd-jni-*) slim "$jar" "$zstd" ;;
				snappy-java-*) slim "$jar" "$snappy" ;;
				*) cp "$jar" "$all/" ;;
				esac
			fi
			cp "$all/$name" "$out/$module/lib/"
		done
	cp "$module/src/main/resources/dev/phleet/$module/jvm.options" "$out/$module/$module.options"
done
# The lab's children get what their module needs, and no more.
ls "$out/collector/lib" >"$out/lab/collector.jars"
rm -rf "$all"
