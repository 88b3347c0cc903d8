package dev.scar.workload.onnx;

import java.util.Locale;

/** Element types in the order of their numbers in the format. */
public enum ElementType {
  UNDEFINED(0),
  FLOAT(32),
  UINT8(8),
  INT8(8),
  UINT16(16),
  INT16(16),
  INT32(32),
  INT64(64),
  STRING(0),
  BOOL(8),
  FLOAT16(16),
  DOUBLE(64),
  UINT32(32),
  UINT64(64),
  COMPLEX64(64),
  COMPLEX128(0),
  BFLOAT16(16),
  FLOAT8E4M3FN(8),
  FLOAT8E4M3FNUZ(8),
  FLOAT8E5M2(8),
  FLOAT8E5M2FNUZ(8),
  UINT4(4),
  INT4(4),
  FLOAT4E2M1(4),
  FLOAT8E8M0(8),
  UINT2(2),
  INT2(2);

  private final int bits;

  ElementType(int bits) {
    this.bits = bits;
  }

  /** Bits of an element as stored; 0 if that is not known. */
  public int bits() {
    return bits;
  }

  /** The type of this number; undefined if there is none. */
  static ElementType of(long number) {
    return number < 0 || number >= values().length ? UNDEFINED : values()[(int) number];
  }

  boolean isFloating() {
    return name().contains("FLOAT") || this == DOUBLE;
  }

  /** Whole numbers and truth values, of which shapes are made. */
  boolean isWhole() {
    return name().contains("INT") || this == BOOL;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
