#!/usr/bin/env python3
"""Prints the events of a topic as JSON, one a line, until it is interrupted.

    ./consume.py localhost:9092 http://localhost:8081 phleet.incidents
"""

import sys

import confluent_kafka

import phleet_events


def main():
    if len(sys.argv) != 4:
        sys.exit("usage: consume.py BOOTSTRAP REGISTRY TOPIC")
    bootstrap, registry, topic = sys.argv[1:]
    reader = phleet_events.Reader(registry)
    consumer = confluent_kafka.Consumer(
        {
            "bootstrap.servers": bootstrap,
            "group.id": "python-printer",
            "auto.offset.reset": "earliest",
            "isolation.level": "read_committed",
        }
    )
    consumer.subscribe([topic])
    try:
        while True:
            message = consumer.poll(1.0)
            if message is None:
                continue
            if message.error():
                print(message.error(), file=sys.stderr)
                continue
            try:
                event = reader.read(message.value())
            except phleet_events.Unreadable as e:
                print("left out offset %d: %s" % (message.offset(), e), file=sys.stderr)
                continue
            if event is not None:  # a tombstone says that the key is gone
                print(phleet_events.as_json(event), flush=True)
    except KeyboardInterrupt:
        pass
    finally:
        consumer.close()


if __name__ == "__main__":
    main()
