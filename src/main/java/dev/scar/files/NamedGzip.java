package dev.scar.files;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * A gzip stream that carries the name of what is in it (RFC 1952, field {@code FNAME}), which
 * {@code gzip -lN} shows and {@code gzip -dN} gives the unpacked file. No time is written, so equal
 * content gives equal bytes.
 *
 * <p>Of all places for a word about a table's origin this is the one that no reader stumbles over:
 * a comment line in a CSV file takes part in its rows, and some readers refuse the comment field.
 */
public final class NamedGzip extends DeflaterOutputStream {
  private static final int BUFFER = 1 << 16;
  private static final int MAGIC = 0x1f8b;
  private static final int HEADER = 10;
  private static final int DEFLATED = 8;
  private static final int HAS_NAME = 8;
  private static final int HAS_EXTRA = 4;
  private static final int UNKNOWN_SYSTEM = 255;

  /** How long a name may be: that of a file. */
  public static final int LONGEST_NAME = 255;

  private final CRC32 sum = new CRC32();
  private boolean finished;

  /**
   * Writes the header at once.
   *
   * @param name of printable ASCII characters, at most {@value #LONGEST_NAME}
   */
  public NamedGzip(OutputStream out, String name) throws IOException {
    super(out, new Deflater(Deflater.DEFAULT_COMPRESSION, true), BUFFER);
    if (!isName(name)) {
      throw new IllegalArgumentException("not a name for a gzip file: " + name);
    }
    byte[] header = new byte[HEADER];
    header[0] = (byte) (MAGIC >> 8);
    header[1] = (byte) MAGIC;
    header[2] = DEFLATED;
    header[3] = HAS_NAME;
    header[HEADER - 1] = (byte) UNKNOWN_SYSTEM;
    out.write(header);
    out.write(name.getBytes(StandardCharsets.US_ASCII));
    out.write(0);
  }

  private static boolean isName(String text) {
    return text.length() <= LONGEST_NAME && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    super.write(bytes, from, length);
    sum.update(bytes, from, length);
  }

  @Override
  public void finish() throws IOException {
    if (!finished) {
      super.finish();
      littleEndian(sum.getValue());
      littleEndian(def.getBytesRead());
      finished = true;
    }
  }

  private void littleEndian(long word) throws IOException {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      out.write((int) (word >> shift) & 0xff);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      def.end();
    }
  }

  /**
   * The name that a gzip file carries; none if it has none that {@link #NamedGzip} takes, or is no
   * gzip file.
   *
   * @throws InputException if the file cannot be read
   */
  public static Optional<String> nameIn(InputFile file) {
    try (InputStream raw = file.open();
        DataInputStream in = new DataInputStream(raw)) {
      boolean zipped = in.readUnsignedShort() == MAGIC && in.readUnsignedByte() == DEFLATED;
      int flags = in.readUnsignedByte();
      if (!zipped || (flags & HAS_NAME) == 0) {
        return Optional.empty();
      }
      in.skipNBytes(HEADER - 4);
      if ((flags & HAS_EXTRA) != 0) {
        in.skipNBytes(Short.toUnsignedInt(Short.reverseBytes(in.readShort())));
      }
      StringBuilder name = new StringBuilder();
      for (int c = in.readUnsignedByte(); c != 0 && name.length() <= LONGEST_NAME; ) {
        name.append((char) c);
        c = in.readUnsignedByte();
      }
      return Optional.of(name.toString()).filter(NamedGzip::isName);
    } catch (EOFException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw InputException.unreadable(file, e);
    }
  }
}
