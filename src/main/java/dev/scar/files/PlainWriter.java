package dev.scar.files;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/**
 * Lines on their way to a terminal: of names of others only what {@link PlainText} lets pass
 * arrives.
 */
public final class PlainWriter extends FilterWriter {
  /** Before this writer. */
  public PlainWriter(Writer out) {
    super(out);
  }

  @Override
  public void write(int c) throws IOException {
    out.write(PlainText.inLines((char) c));
  }

  @Override
  public void write(char[] text, int from, int length) throws IOException {
    write(new String(text, from, length), 0, length);
  }

  @Override
  public void write(String text, int from, int length) throws IOException {
    StringBuilder plain = new StringBuilder(length);
    for (int i = from; i < from + length; i++) {
      plain.append(PlainText.inLines(text.charAt(i)));
    }
    out.append(plain);
  }
}
