#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The checks themselves, as a service of the systemd that boot.sh became. /run/check/result says how they ended.
set -eu
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C
service=phleet-collector
conf=/etc/phleet/collector.conf
out=/run/check

fail() {
	echo "FAILED: $*"
	journalctl -o short-iso --no-pager >$out/journal 2>&1 || :
	echo failed >$out/result
	exit 1
}
trap '[ $? = 0 ] || [ -e $out/result ] || fail "a command of this script"' EXIT

# until_true WHAT COMMAND...: the command succeeds within a minute.
until_true() {
	what=$1
	shift
	tries=300
	until "$@" >/dev/null 2>&1; do
		tries=$((tries - 1))
		[ $tries -gt 0 ] || fail "in vain waited until $what"
		sleep 0.2
	done
}

# logged TEXT: the service of this invocation has said so.
logged() {
	invocation=$(systemctl show -P InvocationID $service)
	journalctl -q -o cat "_SYSTEMD_INVOCATION_ID=$invocation" | grep -q -e "$1"
}

property() { systemctl show -P "$1" $service; }
status() { sed -n "s/^$1:[[:space:]]*//p" "/proc/$(property MainPID)/status"; }

echo "the service under $(systemctl --version | head -n 1):"
dpkg --force-depends --install $out/phleet.deb >$out/dpkg.log 2>&1 || fail "dpkg does not install it"
[ "$(systemctl is-enabled $service || :)" = disabled ] || fail "it is enabled before anybody configured it"

cat >$conf <<CONF
kafka.bootstrap.servers = 127.0.0.1:9
kafka.schema.registry.url = http://127.0.0.1:9
kafka.security.protocol = SASL_PLAINTEXT
kafka.sasl.mechanism = PLAIN
kafka.sasl.jaas.config = org.apache.kafka.common.security.plain.PlainLoginModule required username="u" password="\${credential:kafka-password}";
scope = cgroup
scope.cgroup.path = /sys/fs/cgroup/system.slice/watched.service
detector.batch = 3
log.format = journald
CONF
printf 'correct-horse' >/etc/phleet/kafka-password
chmod 600 /etc/phleet/kafka-password
mkdir -p /etc/systemd/system/$service.service.d
printf '[Service]\nLoadCredential=kafka-password:/etc/phleet/kafka-password\n' \
	>/etc/systemd/system/$service.service.d/credential.conf
systemctl daemon-reload
systemctl start watched.service

# ---- it starts, with what it needs and nothing else --------------------------------------------------------------
systemctl start $service
until_true "it watches" logged 'watching cgroup'
[ "$(property ActiveState)/$(property SubState)" = active/running ] || fail "it is $(property ActiveState)"
# Bits 2, 19, 38 and 39: CAP_DAC_READ_SEARCH, CAP_SYS_PTRACE, CAP_PERFMON, CAP_BPF.
for set in CapInh CapPrm CapEff CapBnd CapAmb; do
	[ "$(status $set)" = 000000c000080004 ] || fail "$set is $(status $set)"
done
[ "$(status NoNewPrivs)" = 1 ] || fail "it could gain privileges"
[ "$(status Seccomp)" = 2 ] || fail "its system calls are not filtered"
[ "$(cat "/proc/$(property MainPID)/root/run/credentials/$service.service/kafka-password")" = correct-horse ] ||
	fail "it has no credential"
grep -q /var/cache/phleet/collector.jsa "/proc/$(property MainPID)/maps" || fail "it does not use its archive of classes"
echo "it runs with four capabilities, a filter of calls, and its credential"

# ---- it watches, and answers -------------------------------------------------------------------------------------
watches() { phleet ps -p | grep -q '/true$\|/true '; }
until_true "ps lists the program of the watched cgroup" watches
phleet ps -t >/dev/null || fail "ps -t"
[ "$(phleet admin get batch)" = 'detector.batch = 3' ] || fail "get: $(phleet admin get batch)"
phleet admin status | grep -q '^scope = cgroup /sys/fs/cgroup/system.slice/watched.service$' || fail "another scope"
[ "$(stat -c '%a %U' /run/phleet/collector.sock)" = '600 root' ] || fail "the socket is for others, too"
echo "it lists what it watches"

# ---- SIGHUP ------------------------------------------------------------------------------------------------------
sed -i 's/^detector.batch = 3/detector.batch = 5/' $conf
systemctl reload $service || fail "reload"
until_true "it has read the file again" logged 'changed: detector.batch'
[ "$(phleet admin get batch)" = 'detector.batch = 5' ] || fail "the reload changed nothing"
echo "it reads its configuration again"

# ---- killed: started again, at most one interval is lost ---------------------------------------------------------
phleet admin save | grep -q '^saved = [1-9]' || fail "nothing is saved"
first=$(property MainPID)
kill -KILL "$first"
again() { [ "$(property MainPID)" != "$first" ] && [ "$(property NRestarts)" = 1 ] && logged '[1-9][0-9]* profiles loaded'; }
until_true "systemd has started it again, with its profiles" again
echo "killed, it is started again and knows its profiles"

# ---- stop --------------------------------------------------------------------------------------------------------
rm -f /var/lib/phleet/profiles/*
until_true "it watches again" watches
systemctl stop $service
[ "$(property Result)/$(property ExecMainStatus)" = success/0 ] || fail "it ended as $(property Result), $(property ExecMainStatus)"
ls /var/lib/phleet/profiles/*-true-*.phleet >/dev/null 2>&1 || fail "the stop saves no profiles: $(ls /var/lib/phleet/profiles)"
[ ! -e /run/phleet/collector.sock ] || fail "its socket is still there"
echo "stopped, it has saved its profiles"

# ---- its log -----------------------------------------------------------------------------------------------------
journalctl -q -o json _SYSTEMD_UNIT=$service.service _TRANSPORT=stdout >$out/lines
[ -s $out/lines ] || fail "it logged nothing"
# A level that journald did not understand stays in the text, <4> and so on; a line of a stack trace begins with a tab.
if grep -v '"MESSAGE":"[^<\\]' $out/lines; then fail "lines that are no good lines for journald"; fi
grep -q '"PRIORITY":"4".*Kafka\|Kafka.*"PRIORITY":"4"' $out/lines || fail "no warning that Kafka is away"
if grep -q correct-horse $out/lines; then fail "the log tells the password"; fi
echo "its $(grep -c . $out/lines) lines in the journal are well-formed"

# ---- a wrong configuration is not tried again --------------------------------------------------------------------
echo 'no.such.key = 1' >>$conf
systemctl start $service || :
failed() { [ "$(property ActiveState)" = failed ]; }
until_true "it has failed" failed
[ "$(property ExecMainStatus)/$(property NRestarts)" = 2/0 ] || fail "a wrong key ends as $(property ExecMainStatus), $(property NRestarts) restarts"
echo "a wrong configuration ends it for good"

cp $out/log $out/said
trap - EXIT
echo passed >$out/result
