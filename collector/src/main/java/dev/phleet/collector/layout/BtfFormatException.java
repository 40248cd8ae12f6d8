package dev.phleet.collector.layout;

/** Bytes that should be an ELF file with BTF, or BTF, are not. The message says what is wrong. */
public final class BtfFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BtfFormatException(String message) {
    super(message);
  }

  BtfFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
