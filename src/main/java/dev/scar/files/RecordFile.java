package dev.scar.files;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines that grows over long work and survives any end of it: what a kill or a full disk
 * cut off is cut away when the file is opened again, and {@link #sync} returns when everything
 * before is on the disk. A single process has it open. Not safe for several threads.
 */
public final class RecordFile implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;
  private long endBytes;

  /** Told of lines. */
  @FunctionalInterface
  public interface Lines {
    /** A line without its break, and at which byte of the file it begins. */
    void line(long atByte, String line);
  }

  private RecordFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Opens the file, or a new one; its folder is created.
   *
   * @param known told of the lines that are there
   * @throws OutputException if another process has it open, or it cannot be written
   */
  @SuppressWarnings("resource") // the file is closed by close
  public static RecordFile open(Path path, Lines known) {
    FileChannel channel = null;
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      channel =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new OverlappingFileLockException();
      }
      RecordFile file = new RecordFile(path, channel);
      file.endBytes = scan(Channels.newInputStream(channel), known);
      channel.truncate(file.endBytes).position(file.endBytes);
      return file;
    } catch (OverlappingFileLockException e) {
      close(channel);
      throw new OutputException(
          path, "is in use by another scar; wait for its end, or choose another folder");
    } catch (IOException | UncheckedIOException e) {
      close(channel);
      throw new OutputException(path, e);
    }
  }

  /** Whether another process has the file open; not if there is none. */
  public static boolean isInUse(Path path) {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      return channel.tryLock() == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (IOException e) {
      throw new OutputException(path, e);
    }
  }

  /** Reads the whole lines of a file that another process may be writing. */
  public static void read(Path path, Lines lines) {
    try (InputStream in = Files.newInputStream(path)) {
      scan(in, lines);
    } catch (IOException e) {
      throw InputException.unreadable(InputFile.of(path), e);
    }
  }

  /** Where the last whole line ends. */
  private static long scan(InputStream from, Lines lines) throws IOException {
    InputStream in = new BufferedInputStream(from, 1 << 16);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long begin = 0;
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        lines.line(begin, line.toString(StandardCharsets.UTF_8));
        begin += line.size() + 1L;
        line.reset();
      } else {
        line.write(next);
      }
    }
    return begin;
  }

  /**
   * Appends a line.
   *
   * @return at which byte it begins
   * @throws OutputException if it cannot be written; the file then ends with the line before
   */
  public long append(String line) {
    long begin = endBytes;
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes, endBytes + bytes.position());
      }
      endBytes += bytes.limit();
      return begin;
    } catch (IOException e) {
      throw cutOff(e);
    }
  }

  private OutputException cutOff(IOException e) {
    try {
      channel.truncate(endBytes);
    } catch (IOException left) {
      e.addSuppressed(left);
    }
    return new OutputException(path, e);
  }

  /** The line that begins at this byte. */
  public String line(long atByte) {
    try {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      ByteBuffer part = ByteBuffer.allocate(1 << 12);
      for (long at = atByte; ; at += part.limit()) {
        part.clear();
        int read = channel.read(part, at);
        part.flip();
        for (int i = 0; i < read; i++) {
          if (part.get(i) == '\n') {
            return line.toString(StandardCharsets.UTF_8);
          }
          line.write(part.get(i));
        }
        if (read < 0) {
          throw new IllegalStateException("no line at " + atByte + " of " + path);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + path, e);
    }
  }

  /**
   * Puts everything appended so far on the disk.
   *
   * @throws OutputException if that fails
   */
  public void sync() {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw new OutputException(path, e);
    }
  }

  private static void close(@Nullable FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    close(channel);
  }
}
