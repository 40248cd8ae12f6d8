-- Every topic of phleet in ksqlDB. A topic of events is a stream. A compacted topic is a table (the newest record of each
-- key) and a stream of the same records, <name>_history.
--
-- Keys are plain strings (KEY_FORMAT KAFKA). The columns of the values are not written down here on purpose: ksqlDB takes
-- them from the schema registry. If they were, ksqlDB would register a schema of its own for a topic on which nothing
-- has been published yet, and would have the collectors' own refused after it. So ksqlDB refuses a statement while its topic
-- has no schema; those that may have to wait longest come last, and all may be run again.
--
-- Times are BIGINT, microseconds since 1970-01-01T00:00Z: FROM_UNIXTIME(time / 1000). Some columns and fields have the
-- names of reserved words: `WINDOW`, `TABLE`, `BY`. ROWTIME is when a record was published.
SET 'auto.offset.reset' = 'earliest';

-- Bytes as they came, with what the analyzer says of them in the headers.
CREATE STREAM IF NOT EXISTS dead_letters (
    record_key BYTES KEY,
    value BYTES,
    header_topic BYTES HEADER('phleet.topic'),
    header_reason BYTES HEADER('phleet.reason'))
  WITH (KAFKA_TOPIC = 'phleet.dead-letters', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'KAFKA');

-- Key: host id.
CREATE TABLE IF NOT EXISTS collectors (record_key VARCHAR PRIMARY KEY)
  WITH (KAFKA_TOPIC = 'phleet.collectors', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');
CREATE STREAM IF NOT EXISTS collectors_history (record_key VARCHAR KEY)
  WITH (KAFKA_TOPIC = 'phleet.collectors', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');

-- Key: host id/profile key.
CREATE TABLE IF NOT EXISTS profile_states (record_key VARCHAR PRIMARY KEY)
  WITH (KAFKA_TOPIC = 'phleet.profile-states', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');
CREATE STREAM IF NOT EXISTS profile_states_history (record_key VARCHAR KEY)
  WITH (KAFKA_TOPIC = 'phleet.profile-states', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');

-- Key: host id/profile key.
CREATE TABLE IF NOT EXISTS profile_pairs (record_key VARCHAR PRIMARY KEY)
  WITH (KAFKA_TOPIC = 'phleet.profile-pairs', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');
CREATE STREAM IF NOT EXISTS profile_pairs_history (record_key VARCHAR KEY)
  WITH (KAFKA_TOPIC = 'phleet.profile-pairs', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');

-- Key: executable id.
CREATE STREAM IF NOT EXISTS new_sequences (record_key VARCHAR KEY)
  WITH (KAFKA_TOPIC = 'phleet.new-sequences', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');

-- Key: incident id.
CREATE TABLE IF NOT EXISTS incidents (record_key VARCHAR PRIMARY KEY)
  WITH (KAFKA_TOPIC = 'phleet.incidents', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');
CREATE STREAM IF NOT EXISTS incidents_history (record_key VARCHAR KEY)
  WITH (KAFKA_TOPIC = 'phleet.incidents', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');

-- Key: executable id.
CREATE TABLE IF NOT EXISTS fleet_profiles (record_key VARCHAR PRIMARY KEY)
  WITH (KAFKA_TOPIC = 'phleet.fleet-profiles', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');
CREATE STREAM IF NOT EXISTS fleet_profiles_history (record_key VARCHAR KEY)
  WITH (KAFKA_TOPIC = 'phleet.fleet-profiles', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');

-- Key: host id.
CREATE STREAM IF NOT EXISTS anomalies (record_key VARCHAR KEY)
  WITH (KAFKA_TOPIC = 'phleet.anomalies', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');

-- Key: incident id.
CREATE TABLE IF NOT EXISTS acknowledgements (record_key VARCHAR PRIMARY KEY)
  WITH (KAFKA_TOPIC = 'phleet.acknowledgements', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');
CREATE STREAM IF NOT EXISTS acknowledgements_history (record_key VARCHAR KEY)
  WITH (KAFKA_TOPIC = 'phleet.acknowledgements', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');
