"""Reads the values of phleet's topics: Confluent's wire format, the schemas from the registry.

    import phleet_events
    reader = phleet_events.Reader("http://localhost:8081")
    event = reader.read(message.value())     # a dict; None for a tombstone

Decodes with fastavro where that is installed, else with Avro's own library (Debian: python3-avro).
Run as a program it reads what `kcat -f '%R%s'` writes (each value after its length in four bytes,
big endian) and prints one JSON object a line.
"""

import datetime
import io
import json
import struct
import sys
import urllib.request

try:
    import fastavro
except ImportError:
    fastavro = None
    try:
        import avro.io
        import avro.schema
    except ImportError:
        raise ImportError("needs fastavro or avro: pip install fastavro, or apt install python3-avro") from None

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
MICROSECOND = datetime.timedelta(microseconds=1)


class Unreadable(Exception):
    """The bytes are no event; the message says why."""


class Reader:
    """Reads values with the schemas that they were written with, each of which it asks for once."""

    def __init__(self, registry_url, timeout=10):
        self.registry_url = registry_url.rstrip("/")
        self.timeout = timeout
        self.decoders = {}

    def read(self, value):
        """One event as a dict, times as aware datetimes; None for a tombstone."""
        if value is None:
            return None
        if len(value) < 5 or value[0] != 0:
            raise Unreadable("not in Confluent's format: a zero byte and a schema id come first")
        (schema_id,) = struct.unpack(">I", value[1:5])
        if schema_id not in self.decoders:
            self.decoders[schema_id] = decoder(self.schema(schema_id))
        try:
            return self.decoders[schema_id](io.BytesIO(value[5:]))
        except Exception as e:  # whatever the library throws at bad bytes
            raise Unreadable("not what schema %d says: %r" % (schema_id, e)) from e

    def schema(self, schema_id):
        """The text of a schema."""
        url = "%s/schemas/ids/%d" % (self.registry_url, schema_id)
        with urllib.request.urlopen(url, timeout=self.timeout) as answer:
            return json.load(answer)["schema"]


def decoder(schema_text):
    """A function from a stream of bytes to a dict."""
    if fastavro:
        schema = fastavro.parse_schema(json.loads(schema_text))
        return lambda stream: fastavro.schemaless_reader(stream, schema)
    reader = avro.io.DatumReader(avro.schema.parse(schema_text))
    return lambda stream: reader.read(avro.io.BinaryDecoder(stream))


def as_json(event):
    """One line; times in microseconds since 1970, as the rest of phleet prints them."""
    return json.dumps(event, ensure_ascii=False, default=lambda time: (time - EPOCH) // MICROSECOND)


def frames(stream):
    """The values in a stream, each after its length; a length below zero is a tombstone."""
    while True:
        length = stream.read(4)
        if not length:
            return
        (size,) = struct.unpack(">i", length)
        yield stream.read(size) if size >= 0 else None


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: kcat ... -f '%R%s' | phleet_events.py REGISTRY")
    reader = Reader(sys.argv[1])
    for value in frames(sys.stdin.buffer):
        try:
            event = reader.read(value)
        except Unreadable as e:
            print("left out: %s" % e, file=sys.stderr)
            continue
        if event is not None:
            print(as_json(event), flush=True)


if __name__ == "__main__":
    main()
