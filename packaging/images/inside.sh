#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# inside.sh WORKDIR SERVICES: the checks themselves, for check.sh, in a network of their own. Names of services are names of this machine
# there, so that every address of the compose file is what it says.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
work=$1 services=$2
build=$work/build
passed=0 failed=0
pids=

ip link set lo up
mkdir -p "$work/specs" "$work/run" "$work/logs"
{ printf '127.0.0.1 localhost broker schema-registry'; for service in "$services"/*; do printf ' %s' "${service##*/}"; done; echo; } >"$work/hosts"

ok() { passed=$((passed + 1)); echo "ok      $*"; }
bad() { failed=$((failed + 1)); echo "FAILED  $*"; }
# check WHAT COMMAND...
check() {
	what=$1
	shift
	if "$@"; then ok "$what"; else bad "$what"; fi
}

# words JSON: of an array of plain strings, one a line.
words() { printf '%s\n' "$1" | sed -n 's/^\["\(.*\)"\]$/\1/p' | sed 's/", *"/\n/g'; }
config() { sed -n "s/^$2\t//p" "$build/$1/config" | tail -n 1; }

# specify SERVICE: what its container is, from the compose file and its image.
specify() {
	service=$services/$1
	stage=$(sed -n 's/^stage //p' "$service")
	{
		echo "layers $(cat "$build/$stage/layers")"
		sed -n 's/^ENV\t//p' "$build/$stage/config" | tr ' ' '\n' | sed 's/^/env /'
		user=$(config "$stage" USER)
		grep '^user ' "$service" || echo "user ${user:-0}"
		if grep -q '^entrypoint ' "$service"; then
			sed -n 's/^entrypoint /arg /p' "$service"
		else
			words "$(config "$stage" ENTRYPOINT)" | sed 's/^/arg /'
		fi
		if grep -q '^command ' "$service"; then
			sed -n 's/^command /arg /p' "$service"
		elif ! grep -q '^entrypoint ' "$service"; then
			words "$(config "$stage" CMD)" | sed 's/^/arg /'
		fi
		grep -E '^(env|caps|readonly|bind|volume|tmpfs)( |$)' "$service" || :
	} >"$work/specs/$1"
}

# start SERVICE: sets pid.
start() {
	mkdir -p "$work/run/$1" "$work/volumes"
	cp "$work/hosts" "$work/run/$1/hosts"
	ln -sfn "$work/volumes" "$work/run/$1/volumes"
	unshare --mount sh "$here/enter.sh" "$work/specs/$1" "$work/run/$1" >"$work/logs/$1" 2>&1 </dev/null &
	pid=$!
	pids="$pids $pid"
}

end() {
	for pid in $pids; do kill -KILL "$pid" 2>/dev/null || :; done
}
trap end EXIT
trap 'exit 1' INT TERM

# in_container PID COMMAND...: as 'docker compose exec' does.
in_container() {
	target=$1
	shift
	nsenter --target "$target" --mount env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin JAVA_HOME=/opt/phleet/java "$@"
}

# healthy SERVICE PID: the health check of its image says so within two minutes of a quiet machine.
healthy() {
	stage=$(sed -n 's/^stage //p' "$services/$1")
	test=$(words "$(config "$stage" HEALTHCHECK | sed 's/^CMD //')")
	tries=600
	# shellcheck disable=SC2086
	until in_container "$2" $test 2>/dev/null; do
		tries=$((tries - 1))
		if [ $tries = 0 ] || ! kill -0 "$2" 2>/dev/null; then
			tail -n 20 "$work/logs/$1"
			return 1
		fi
		sleep 0.2
	done
}

# ask PID HOST PORT PATH [HEADER]: what HTTP answers there.
ask() {
	in_container "$1" bash -c 'exec 3<>"/dev/tcp/$0/$1" && printf "GET %s HTTP/1.0\r\nHost: %s:%s\r\n%s\r\n\r\n" "$2" "$0" "$1" "$3" >&3 && cat <&3' \
		"$2" "$3" "$4" "${5:-Accept: */*}"
}

field() { sed -n "s/^$2:[[:space:]]*//p" "/proc/$1/status"; }
unable_to_write() { ! in_container "$1" touch /usr/written 2>/dev/null; }
answered() { grep -q '^HTTP/1.. 200' "$1"; }
# ends PID CODE: after SIGTERM, in the time that the compose file gives.
ends() {
	kill -TERM "$1"
	code=0
	wait "$1" || code=$?
	[ $code = "$2" ] || { echo "exit code $code"; return 1; }
}

# ---- broker and registry: the lab's, at the addresses of the compose file ------------------------------------------
{
	echo "layers $(cat "$build/demo/layers")"
	printf '%s\n' 'user 0' 'caps none' "tmpfs /tmp mode=1777,exec" \
		'arg /opt/phleet/java/bin/java' 'arg -XX:+UseSerialGC' 'arg -Xmx256m' 'arg -XX:TieredStopAtLevel=1' \
		'arg -Dlogback.configurationFile=dev/phleet/lab/server/logback.xml' 'arg -cp' 'arg /usr/share/phleet-lab/lib/*' \
		'arg dev.phleet.lab.server.ServerMain' 'arg /tmp/data' 'arg phleet.' 'arg 9092' 'arg 8081'
} >"$work/specs/servers"
start servers
servers=$pid
tries=600
until grep -q '^schema.registry.url=' "$work/logs/servers" 2>/dev/null; do
	tries=$((tries - 1))
	if [ $tries = 0 ] || ! kill -0 "$servers" 2>/dev/null; then
		tail -n 20 "$work/logs/servers"
		bad "broker and registry start"
		break
	fi
	sleep 0.2
done

# ---- token ---------------------------------------------------------------------------------------------------------
specify token
start token
code=0
wait "$pid" || code=$?
check "the token is made" [ $code = 0 ]
token=$(cat "$work/volumes/token/token" || :)
check "it has 64 digits" [ ${#token} = 64 ]

# ---- analyzer and collector ----------------------------------------------------------------------------------------
setpriv --pdeathsig KILL setsid sh -c 'while :; do /bin/true; sleep 0.2; done' </dev/null >/dev/null 2>&1 &
tree=$!
pids="$pids $tree"
specify analyzer
start analyzer
analyzer=$pid
specify collector
# The compose file watches the host; a test watches what it has started.
printf '%s\n' "env PHLEET_SCOPE=tree" "env PHLEET_SCOPE_TREE_PID=$tree" >>"$work/specs/collector"
start collector
collector=$pid
check "the analyzer is healthy" healthy analyzer "$analyzer"
check "it is user 10001, without a capability" [ "$(field "$analyzer" Uid | cut -f 1)/$(field "$analyzer" CapEff)/$(field "$analyzer" CapBnd)" = 10001/0000000000000000/0000000000000000 ]
check "its image cannot be written to" unable_to_write "$analyzer"

specify demo
start demo
demo=$pid
check "the collector is healthy" healthy collector "$collector"
# Bits 2, 19, 38 and 39: CAP_DAC_READ_SEARCH, CAP_SYS_PTRACE, CAP_PERFMON, CAP_BPF.
check "it has four capabilities and can get no other" \
	[ "$(field "$collector" CapEff)/$(field "$collector" CapBnd)/$(field "$collector" NoNewPrivs)" = 000000c000080004/000000c000080004/1 ]
check "its image cannot be written to" unable_to_write "$collector"
watches() {
	tries=120
	until in_container "$collector" phleet ps -p 2>/dev/null | grep -q '/true$\|/true '; do
		tries=$((tries - 1))
		[ $tries -gt 0 ] || { tail -n 20 "$work/logs/collector"; return 1; }
		sleep 0.5
	done
}
check "it sees a process of the host, and knows its program" watches

# ---- the demonstration ---------------------------------------------------------------------------------------------
code=0
wait "$demo" || code=$?
check "the demonstration is proved" [ $code = 0 ]
[ $code = 0 ] || tail -n 40 "$work/logs/demo"
check "it shows an incident" grep -q 'INCIDENT opened' "$work/logs/demo"

# ---- what others ask -----------------------------------------------------------------------------------------------
ask "$analyzer" analyzer 8090 /api/v1/incidents "Authorization: Bearer $token" >"$work/incidents" || :
check "the analyzer tells it to who has the token" grep -q '"lab-1"' "$work/incidents"
ask "$analyzer" analyzer 8090 /api/v1/incidents >"$work/refused" || :
check "and to nobody else" grep -q '^HTTP/1.. 401' "$work/refused"
ask "$analyzer" collector 9464 /metrics >"$work/collector.metrics" || :
check "the collector's metrics can be read by its name" answered "$work/collector.metrics"
ask "$analyzer" analyzer 8090 /metrics "Authorization: Bearer $token" >"$work/analyzer.metrics" || :
check "the analyzer's metrics can be read by its name" answered "$work/analyzer.metrics"

# ---- stop ----------------------------------------------------------------------------------------------------------
check "the collector ends in order" ends "$collector" 0
profiles() { ls "$work"/volumes/collector-profiles/*-true-*.phleet >/dev/null 2>&1; }
check "it has saved its profiles in the volume" profiles
check "the analyzer ends in order" ends "$analyzer" 143
echo "$passed passed, $failed failed"
[ $failed = 0 ]
