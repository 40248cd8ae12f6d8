#!/bin/sh
# Prints what is on a topic of events as JSON, one a line, and ends at its end.
#
#   shell/events.sh localhost:9092 http://localhost:8081 phleet.incidents
#
# A kcat that knows Avro asks the registry itself. Debian's does not: there the values go to
# ../python/phleet_events.py, each after its length (%R).
set -eu
[ $# = 3 ] || { echo "usage: events.sh BOOTSTRAP REGISTRY TOPIC" >&2; exit 2; }
here=$(dirname "$0")
if kcat -V | grep -qi avro; then
	exec kcat -C -q -e -o beginning -b "$1" -t "$3" -s value=avro -r "$2" -f '%s\n'
fi
kcat -C -q -e -o beginning -b "$1" -t "$3" -f '%R%s' | "${PYTHON:-python3}" "$here/../python/phleet_events.py" "$2"
