#!/bin/sh
# Prints severity, status and text of every finding on the topic ocsf, which is JSON and needs no
# registry. The analyzer writes it with ocsf.findings=incidents or all.
#
#   shell/findings.sh localhost:9092
set -eu
[ $# -ge 1 ] || { echo "usage: findings.sh BOOTSTRAP [TOPIC]" >&2; exit 2; }
kcat -C -q -e -o beginning -b "$1" -t "${2:-phleet.ocsf}" -f '%s\n' |
	jq -r '[.severity, .activity_name, .message] | @tsv'
