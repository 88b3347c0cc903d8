package dev.scar.workload.onnx;

import dev.scar.workload.onnx.OnnxValue.Dim;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads tensors and what is said of them; keeps elements only of small tensors. */
final class TensorReader {
  /** More axes than this are taken for a slip. */
  private static final int MOST_AXES = 64;

  private static final int LONGEST_RAW = Values.MOST * Long.BYTES;

  private final Wire wire;

  TensorReader(Wire wire) {
    this.wire = wire;
  }

  /** A tensor with or without its elements. */
  OnnxTensor read(long end) {
    wire.keep(0);
    List<Long> dims = new ArrayList<>();
    long type = 0;
    String name = "";
    List<Long> wholes = new ArrayList<>();
    List<Double> reals = new ArrayList<>();
    byte[] raw = {};
    for (int field = wire.field(end); field > 0; field = wire.field(end)) {
      switch (field) {
        case 1 -> wholes(end, dims);
        case 2 -> type = wire.number(end);
        case 4 -> few(end, reals, close -> (double) wire.real(close));
        case 5, 7, 11 -> few(end, wholes, wire::whole);
        case 8 -> name = wire.text(end);
        case 9 -> raw = raw(end);
        case 10 -> few(end, reals, wire::wideReal);
        default -> wire.skip(end);
      }
    }
    Shape shape = shape(name, dims);
    ElementType element = ElementType.of(type);
    return new OnnxTensor(name, shape, element, values(shape, element, wholes, reals, raw));
  }

  private Shape shape(String name, List<Long> dims) {
    if (dims.size() > MOST_AXES || dims.stream().anyMatch(dim -> dim < 0)) {
      throw wire.problem(
          "has a tensor "
              + name
              + " of "
              + (dims.size() > MOST_AXES ? dims.size() + " axes" : "negative size"),
          "");
    }
    return new Shape(dims);
  }

  /** Of a tensor of few elements that are not zero, its shape. */
  OnnxTensor sparse(long end) {
    String name = "";
    ElementType type = ElementType.UNDEFINED;
    List<Long> dims = new ArrayList<>();
    for (int field = wire.field(end); field > 0; field = wire.field(end)) {
      switch (field) {
        case 1 -> {
          OnnxTensor given = read(wire.open(end));
          name = given.name();
          type = given.type();
        }
        case 3 -> wholes(end, dims);
        default -> wire.skip(end);
      }
    }
    return new OnnxTensor(name, shape(name, dims), type, null);
  }

  private byte[] raw(long end) {
    long close = wire.open(end);
    byte[] bytes = new byte[(int) Math.min(close - wire.position(), LONGEST_RAW + 1L)];
    for (int i = 0; i < bytes.length && bytes.length <= LONGEST_RAW; i++) {
      bytes[i] = wire.raw(close);
    }
    wire.skipTo(close);
    return bytes;
  }

  private @Nullable Values values(
      Shape shape, ElementType type, List<Long> wholes, List<Double> reals, byte[] raw) {
    long count = 1;
    for (long dim : shape.dims()) {
      count = dim > Values.MOST ? Values.MOST + 1 : count * dim;
      if (count > Values.MOST) {
        return null;
      }
    }
    Values values = null;
    if (type.isWhole() && wholes.size() == count) {
      values = Values.whole(wholes);
    } else if (type.isFloating() && reals.size() == count) {
      values = Values.real(reals);
    } else if (raw.length > 0 && type.bits() >= 8 && raw.length == count * type.bits() / 8) {
      values = unpack(type, (int) count, ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN));
    }
    wire.keep(values == null ? 0 : 64L * values.size());
    return values;
  }

  private static @Nullable Values unpack(ElementType type, int count, ByteBuffer raw) {
    List<Long> wholes = new ArrayList<>(count);
    List<Double> reals = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      switch (type) {
        case FLOAT -> reals.add((double) raw.getFloat());
        case DOUBLE -> reals.add(raw.getDouble());
        case INT64, UINT64 -> wholes.add(raw.getLong());
        case INT32 -> wholes.add((long) raw.getInt());
        case UINT32 -> wholes.add(raw.getInt() & 0xffff_ffffL);
        case INT16 -> wholes.add((long) raw.getShort());
        case UINT16 -> wholes.add(raw.getShort() & 0xffffL);
        case INT8 -> wholes.add((long) raw.get());
        case UINT8, BOOL -> wholes.add(raw.get() & 0xffL);
        default -> {
          return null;
        }
      }
    }
    return type.isWhole() ? Values.whole(wholes) : Values.real(reals);
  }

  /** An element of a row. */
  private interface Element<T> {
    T read(long end);
  }

  /** Elements, or the first too many of them. */
  private <T> void few(long end, List<? super T> into, Element<? extends T> element) {
    long close = wire.isPacked() ? wire.open(end) : end;
    do {
      if (wire.isPacked() && wire.position() == close) {
        return;
      }
      if (into.size() > Values.MOST) {
        if (wire.isPacked()) {
          wire.skipTo(close);
        } else {
          wire.skip(end);
        }
        return;
      }
      into.add(element.read(close));
    } while (wire.isPacked());
  }

  /** Whole numbers of an attribute, or sizes. */
  void wholes(long end, List<Long> into) {
    if (!wire.isPacked()) {
      wire.keep(0);
      into.add(wire.number(end));
      return;
    }
    long close = wire.open(end);
    while (wire.position() < close) {
      wire.keep(0);
      into.add(wire.whole(close));
    }
  }

  /** Numbers with fraction of an attribute. */
  void reals(long end, List<Float> into) {
    long close = wire.isPacked() ? wire.open(end) : end;
    do {
      if (wire.isPacked() && wire.position() == close) {
        return;
      }
      wire.keep(0);
      into.add(wire.real(close));
    } while (wire.isPacked());
  }

  /** Name, type and shape of a tensor that is not here. */
  OnnxValue value(long end) {
    wire.keep(0);
    String name = "";
    OnnxValue type = new OnnxValue("", ElementType.UNDEFINED, null);
    for (int field = wire.field(end); field > 0; field = wire.field(end)) {
      switch (field) {
        case 1 -> name = wire.text(end);
        case 2 -> type = type(wire.open(end));
        default -> wire.skip(end);
      }
    }
    return new OnnxValue(name, type.type(), type.dims());
  }

  /** Of a type, that of a tensor; sequences and maps have none. */
  private OnnxValue type(long end) {
    OnnxValue type = new OnnxValue("", ElementType.UNDEFINED, null);
    for (int field = wire.field(end); field > 0; field = wire.field(end)) {
      if (field == 1 || field == 8) {
        type = tensorType(wire.open(end));
      } else {
        wire.skip(end);
      }
    }
    return type;
  }

  private OnnxValue tensorType(long end) {
    long type = 0;
    List<Dim> dims = null;
    for (int field = wire.field(end); field > 0; field = wire.field(end)) {
      switch (field) {
        case 1 -> type = wire.number(end);
        case 2 -> dims = dims(wire.open(end));
        default -> wire.skip(end);
      }
    }
    return new OnnxValue("", ElementType.of(type), dims);
  }

  private List<Dim> dims(long end) {
    List<Dim> dims = new ArrayList<>();
    for (int field = wire.field(end); field > 0; field = wire.field(end)) {
      if (field != 1) {
        wire.skip(end);
        continue;
      }
      if (dims.size() == MOST_AXES) {
        throw wire.problem("has a tensor of more than " + MOST_AXES + " axes", "");
      }
      wire.keep(0);
      dims.add(dim(wire.open(end)));
    }
    return List.copyOf(dims);
  }

  private Dim dim(long end) {
    Long size = null;
    String symbol = "";
    for (int field = wire.field(end); field > 0; field = wire.field(end)) {
      switch (field) {
        case 1 -> size = wire.number(end);
        case 2 -> symbol = wire.text(end);
        default -> wire.skip(end);
      }
    }
    return new Dim(size, symbol);
  }
}
