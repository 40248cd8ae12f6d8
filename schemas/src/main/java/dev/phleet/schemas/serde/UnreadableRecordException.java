package dev.phleet.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/** The bytes of a record are not a record: it belongs to the dead letters, and so will a retry. */
public final class UnreadableRecordException extends SerializationException {

  private static final long serialVersionUID = 1L;

  /** Why, in a word that programs can compare and count. */
  public enum Reason {
    /** It does not begin like a record in Confluent's wire format. */
    NOT_AVRO("not-avro"),
    /** It names a schema that the registry does not have. */
    UNKNOWN_SCHEMA("unknown-schema"),
    /** It was written with a schema that cannot be read as the expected one. */
    INCOMPATIBLE("incompatible"),
    /** It ends too early. */
    TRUNCATED("truncated"),
    /** It is not what its schema says. */
    MALFORMED("malformed"),
    /** It goes on after its end. */
    TRAILING_BYTES("trailing-bytes");

    private final String code;

    Reason(String code) {
      this.code = code;
    }

    /** The word, e.g. {@code not-avro}. */
    public String code() {
      return code;
    }
  }

  private final Reason reason;

  /**
   * @param reason why
   * @param message why, for people, in one line
   * @param cause what led to it; may be null
   */
  public UnreadableRecordException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Why, as a constant. */
  public Reason kind() {
    return reason;
  }

  /** Why, in a word, e.g. {@code not-avro}. */
  public String reason() {
    return reason.code();
  }
}
