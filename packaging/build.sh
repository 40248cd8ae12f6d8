#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# build.sh VERSION OUTDIR: the Debian package of the collector, from the jars that the build has made.
# SOURCE_DATE_EPOCH, when set, is the time of every file in it.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=${here%/*}
version=$(echo "$1" | sed 's/-SNAPSHOT/~snapshot/')
out=$2
tree=$out/tree
collector=$root/collector/target

rm -rf "$tree"
mkdir -p "$tree/DEBIAN" "$tree/etc/phleet" "$tree/usr/bin" "$tree/usr/share/phleet/lib" \
	"$tree/usr/share/man/man1" "$tree/usr/share/bash-completion/completions" \
	"$tree/usr/share/doc/phleet" "$tree/usr/lib/systemd/system"

{ echo "$collector/phleet-collector.jar" && tr ':' '\n' <"$collector/classpath" && echo; } |
	while IFS= read -r jar; do
		if [ -n "$jar" ]; then cp "$jar" "$tree/usr/share/phleet/lib/"; fi
	done
class_path="$tree/usr/share/phleet/lib/*"
cp "$root/collector/src/main/resources/dev/phleet/collector/jvm.options" "$tree/usr/share/phleet/collector.options"
install -m 755 "$here/phleet" "$tree/usr/bin/phleet"
install -m 644 "$here/phleet-collector.service" "$tree/usr/lib/systemd/system/"
install -m 644 "$root/LICENSE" "$tree/usr/share/doc/phleet/copyright"

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
small='-XX:+UseSerialGC -XX:TieredStopAtLevel=1'
# shellcheck disable=SC2086
"$java" $small -cp "$class_path" dev.phleet.collector.reference.ReferenceFiles \
	"$tree/usr/share/man/man1" "$tree/usr/share/bash-completion/completions/phleet" "$out/keys"
gzip -9n "$tree"/usr/share/man/man1/*.1
cat "$here/collector.conf" "$out/keys" >"$tree/etc/phleet/collector.conf"
chmod 640 "$tree/etc/phleet/collector.conf"

cp "$here"/deb/* "$tree/DEBIAN/"
chmod 755 "$tree/DEBIAN/postinst" "$tree/DEBIAN/prerm"
size=$(du -sk --exclude=DEBIAN "$tree" | cut -f 1)
sed -e "s/@VERSION@/$version/" -e "s/@SIZE@/$size/" "$here/deb/control" >"$tree/DEBIAN/control"
rm -f "$out"/*.deb
dpkg-deb --root-owner-group -Zxz --build "$tree" "$out/phleet_${version}_all.deb" >/dev/null
ln -sf "phleet_${version}_all.deb" "$out/phleet.deb"
