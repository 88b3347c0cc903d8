package dev.scar.workload.onnx;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/**
 * Reads the fields of Protocol Buffers messages from a file, front to back, with a small buffer.
 *
 * <p>A length is compared with what is left of its message before anything is done with it. What is
 * kept and how many fields are read is bounded, so that no file takes more than a share of the
 * memory, or more than seconds; whatever is skipped costs nothing.
 */
final class Wire implements AutoCloseable {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;
  private static final int LONGEST_VARINT = 10;
  private static final int MOST_FIELDS = 20_000_000;
  private static final int MOST_KEPT = 200_000_000;
  private static final int OVERHEAD = 100;

  private final InputFile file;
  private final InputStream in;
  private final long size;
  private final byte[] buffer = new byte[1 << 16];
  private int used;
  private int filled;
  private long position;
  private long fields;
  private long kept;
  private int kind;

  /**
   * Opens a file.
   *
   * @throws InputException if it cannot be read
   */
  Wire(InputFile file) {
    this.file = file;
    this.in = file.open();
    try {
      this.size = Files.size(file.path());
    } catch (IOException e) {
      throw InputException.unreadable(file, e);
    }
  }

  /** Where the file ends. */
  long end() {
    return size;
  }

  /** The number of the next field of a message that ends there; 0 if there is none. */
  int field(long end) {
    if (position == end) {
      return 0;
    }
    if (++fields > MOST_FIELDS) {
      throw problem("has more than " + MOST_FIELDS + " fields", "");
    }
    long tag = varint(end);
    kind = (int) (tag & 7);
    long field = tag >>> 3;
    if (field < 1 || field >= 1 << 29 || kind == 3 || kind == 4 || kind > FIXED32) {
      throw broken();
    }
    return (int) field;
  }

  /** Whether the field is one of several values in a row. */
  boolean isPacked() {
    return kind == BYTES;
  }

  /** A whole number. */
  long number(long end) {
    expect(VARINT);
    return varint(end);
  }

  /** A whole number, alone or of a packed row. */
  long whole(long end) {
    if (kind != VARINT && kind != BYTES) {
      throw broken();
    }
    return varint(end);
  }

  private long varint(long end) {
    long value = 0;
    for (int i = 0; i < LONGEST_VARINT; i++) {
      int next = next(end);
      value |= (long) (next & 0x7f) << 7 * i;
      if (next < 0x80) {
        return value;
      }
    }
    throw broken();
  }

  /** A number of 32 bits with fraction, alone or of a packed row. */
  float real(long end) {
    if (kind != FIXED32 && kind != BYTES) {
      throw broken();
    }
    return Float.intBitsToFloat((int) fixed(Integer.BYTES, end));
  }

  /** A number of 64 bits with fraction, alone or of a packed row. */
  double wideReal(long end) {
    if (kind != FIXED64 && kind != BYTES) {
      throw broken();
    }
    return Double.longBitsToDouble(fixed(Long.BYTES, end));
  }

  private long fixed(int bytes, long end) {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) next(end) << 8 * i;
    }
    return value;
  }

  /** Where the message or row ends that begins here. */
  long open(long end) {
    expect(BYTES);
    long length = varint(end);
    if (length < 0 || length > end - position) {
      throw end == size && length > 0 ? cutOff() : broken();
    }
    return position + length;
  }

  /** Where we are. */
  long position() {
    return position;
  }

  /** A text; what is not UTF-8 in it is replaced. */
  String text(long end) {
    return new String(bytes(end), StandardCharsets.UTF_8);
  }

  /** Bytes; kept. */
  byte[] bytes(long end) {
    long close = open(end);
    keep(close - position);
    byte[] bytes = new byte[(int) (close - position)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) next(close);
    }
    return bytes;
  }

  /** A byte of a row. */
  byte raw(long close) {
    return (byte) next(close);
  }

  /** Counts something that is kept. */
  void keep(long bytes) {
    kept += bytes + OVERHEAD;
    if (kept > MOST_KEPT) {
      throw problem(
          "says more than an importer keeps ("
              + MOST_KEPT / 1_000_000
              + " MB without values of weights)",
          "");
    }
  }

  /** Leaves out the field. */
  void skip(long end) {
    switch (kind) {
      case VARINT -> varint(end);
      case FIXED64 -> leap(Long.BYTES, end);
      case FIXED32 -> leap(Integer.BYTES, end);
      default -> leap(open(end) - position, end);
    }
  }

  /** Leaves out the rest of a message or row. */
  void skipTo(long close) {
    leap(close - position, close);
  }

  private void leap(long bytes, long end) {
    if (bytes > end - position) {
      throw end == size ? cutOff() : broken();
    }
    position += bytes;
    int buffered = (int) Math.min(bytes, filled - used);
    used += buffered;
    long left = bytes - buffered;
    try {
      while (left > 0) {
        long skipped = in.skip(left);
        if (skipped <= 0) {
          throw cutOff();
        }
        left -= skipped;
      }
    } catch (IOException e) {
      throw InputException.unreadable(file, e);
    }
  }

  private int next(long end) {
    if (position >= end) {
      throw end == size ? cutOff() : broken();
    }
    if (used == filled) {
      try {
        filled = in.read(buffer);
      } catch (IOException e) {
        throw InputException.unreadable(file, e);
      }
      used = 0;
      if (filled <= 0) {
        filled = 0;
        throw cutOff();
      }
    }
    position++;
    return buffer[used++] & 0xff;
  }

  private void expect(int wanted) {
    if (kind != wanted) {
      throw broken();
    }
  }

  private InputException cutOff() {
    return problem(
        "ends in the middle: the file is cut off or incomplete", "Copy or export it again.");
  }

  /** The bytes here are no message of ONNX. */
  InputException broken() {
    return problem(
        "is not an ONNX file: byte " + position + " does not belong in its messages",
        "It is a Protocol Buffers file that starts with a ModelProto.");
  }

  /** Something is wrong with the file. */
  InputException problem(String expectation, String advice) {
    return new InputException(new InputProblem(file.shown(), "", "", expectation, advice));
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw InputException.unreadable(file, e);
    }
  }
}
