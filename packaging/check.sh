#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# check.sh PACKAGE WORKDIR: installs the package under a root of its own and tries what it brought. Needs no root.
set -eu
package=$(realpath -- "$1")
work=$(realpath -m -- "$2")

fail() {
	echo "check.sh: $*" >&2
	exit 1
}

rm -rf "$work"
mkdir -p "$work/root/var/lib/dpkg/info" "$work/root/var/lib/dpkg/updates"
: >"$work/root/var/lib/dpkg/status"

# Dependencies are the other packages of a real system; here is none.
dpkg --root="$work/root" --force-not-root --force-depends --force-script-chrootless --log="$work/dpkg.log" \
	--install "$package" >"$work/install.log" 2>&1 || { cat "$work/install.log" >&2; fail "dpkg does not install it"; }
dpkg-query --admindir="$work/root/var/lib/dpkg" -W -f '${Status}\n' phleet | grep -q '^install ok installed$' ||
	fail "dpkg does not call it installed"
dpkg-query --admindir="$work/root/var/lib/dpkg" -W -f '${Conffiles}\n' phleet | grep -q '/etc/phleet/collector.conf' ||
	fail "the configuration is no conffile: an update would overwrite it"

export PHLEET_HOME="$work/root/usr/share/phleet"
phleet=$work/root/usr/bin/phleet
"$phleet" --version | grep -q '^phleet [0-9]' || fail "it does not tell its version"
"$phleet" collector --help | grep -q -e --config || fail "the collector does not tell its options"
if "$phleet" collector --set no.such.key=1 2>"$work/wrong"; then fail "it takes an unknown key"; fi
grep -q 'unknown key no.such.key' "$work/wrong" || fail "it does not say what is wrong with a key"
# What the conffile says must be known to the collector: it fails later, for want of rights or of a broker, if at all.
"$phleet" doctor --json --config "$work/root/etc/phleet/collector.conf" >"$work/doctor" || :
grep -q '"name":"configuration","verdict":"ok"' "$work/doctor" || { cat "$work/doctor" >&2; fail "the conffile is wrong"; }

# As in the service, which has a directory for what can be made again: there the JVM finds its archive of classes.
cache=$work/cache
mkdir -p "$cache"
from_archive() {
	JDK_JAVA_OPTIONS="-Xlog:class+load:file=$work/loaded" CACHE_DIRECTORY=$cache "$phleet" collector --help >"$work/help" 2>&1 ||
		{ cat "$work/help" >&2; fail "the collector does not run beside its archive of classes"; }
	grep -c 'source: shared objects file (top)' "$work/loaded" || :
}
[ "$(from_archive)" -gt 20 ] || fail "the archive of classes is not used"
made=$(stat -c %Y.%i "$cache/collector.jsa")
[ "$(from_archive)" -gt 20 ] || fail "the archive of classes is used once only"
[ "$(stat -c %Y.%i "$cache/collector.jsa")" = "$made" ] || fail "the archive of classes is made at every start"
touch "$work/root/usr/share/phleet/collector.options"
[ "$(from_archive)" -gt 20 ] && [ "$(stat -c %Y.%i "$cache/collector.jsa")" != "$made" ] ||
	fail "after an update the archive of classes is not made anew"
echo 'not an archive' >"$cache/collector.jsa"
[ "$(from_archive)" = 0 ] || fail "it takes classes out of what is no archive"
! grep -qi warning "$work/help" || fail "it complains about what is no archive"
rm -rf "$cache"
[ "$(from_archive)" = 0 ] || fail "it has an archive where there is no room for one"

for page in phleet phleet-collector phleet-doctor phleet-events; do
	gzip -t "$work/root/usr/share/man/man1/$page.1.gz" || fail "no man page $page"
done
if command -v man >/dev/null; then
	for page in "$work"/root/usr/share/man/man1/*.gz; do
		man --warnings -l "$page" 2>"$work/man" >/dev/null
		[ ! -s "$work/man" ] || { cat "$work/man" >&2; fail "roff complains about $page"; }
	done
fi
bash -n "$work/root/usr/share/bash-completion/completions/phleet" || fail "the completion is no shell script"

if command -v systemd-analyze >/dev/null; then
	unit=$work/phleet-collector.service
	# The real unit names the installed launcher, which is elsewhere here, and a man page.
	sed -e "s|/usr/bin/phleet|$phleet|" -e '/^Documentation=/d' \
		"$work/root/usr/lib/systemd/system/phleet-collector.service" >"$unit"
	systemd-analyze verify "$unit" 2>"$work/verify" || { cat "$work/verify" >&2; fail "systemd refuses the unit"; }
	if grep -q 'phleet-collector' "$work/verify"; then cat "$work/verify" >&2; fail "systemd complains about the unit"; fi
	# 0 is locked up, 10 is bare; a collector needs rights that cost it 3.
	systemd-analyze security --offline=true --threshold=40 "$unit" >"$work/security" 2>&1 ||
		{ tail -n 2 "$work/security" >&2; fail "the unit is less locked up than it was"; }
fi
echo "the package is well: $(du -hL "$package" | cut -f 1), $(grep -c . "$work/root/var/lib/dpkg/info/phleet.list") paths"
