package dev.scar.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A hidden file or folder beside a target, in which the target's new contents are written, and
 * which then takes the target's name in one step ({@code reliability.md}).
 *
 * <p>It is called {@code .NAME.partial-PID-N}. Its process holds a lock on it (on the file, or on
 * {@value #MARKER} in the folder), which the system releases when the process ends, however it
 * ends. What is not locked is left over, and {@link LeftOver#sweep} removes it. A process that ends
 * in good order, by Ctrl-C or SIGTERM as well, removes its own.
 *
 * <p>Before long work a file {@code .NAME.trial-PID-N} is made and removed, to see that one can be.
 *
 * <p>A folder that is replaced is called {@code .NAME.old-PID-N} for the moment between two
 * renames. If the process dies in that moment, {@link LeftOver#sweep} gives it its name back.
 */
final class Unfinished implements AutoCloseable {
  /** What is locked in a folder. */
  static final String MARKER = ".being-written";

  private static final int MOST_ATTEMPTS = 10_000;
  private static final int BUFFER = 1 << 16;

  private final Path target;
  private final Path path;
  private final boolean isFolder;
  private final FileChannel channel;
  private final Ending ending;
  private boolean done;

  private Unfinished(Path target, Path path, boolean isFolder, FileChannel channel, Ending ending) {
    this.target = target;
    this.path = path;
    this.isFolder = isFolder;
    this.channel = channel;
    this.ending = ending;
  }

  /** What the end of the program has to remove; it waits for what is just being made. */
  private static final class Ending implements Runnable {
    private final Thread hook = new Thread(this);
    private @Nullable Unfinished unfinished;

    Ending() {
      Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public synchronized void run() {
      if (unfinished != null) {
        unfinished.discardAtEnd();
      }
    }

    void cancel() {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The program is ending already, and there is nothing left to remove.
      }
    }
  }

  /**
   * Makes an empty folder for a target.
   *
   * @throws OutputException if the folder around it cannot be written
   */
  static Unfinished folder(Path target) {
    return claim(target, "partial", true);
  }

  /**
   * Makes an empty file for a target.
   *
   * @throws OutputException if the folder around it cannot be written
   */
  static Unfinished file(Path target) {
    return claim(target, "partial", false);
  }

  /**
   * Tries to make something where a target is to be, or in the nearest folder above it that is
   * there, and removes it.
   *
   * @throws OutputException if a file is in the way, or nothing can be made
   */
  static void tryBeside(Path target) {
    Path around = target.getParent();
    while (around != null && !Files.exists(around, LinkOption.NOFOLLOW_LINKS)) {
      around = around.getParent();
    }
    if (around == null || target.getFileName() == null) {
      throw new OutputException(target, "is not a place for results");
    }
    if (!Files.isDirectory(around)) {
      throw new OutputException(target, "lies below " + around + ", which is a file");
    }
    try {
      claim(around.resolve(target.getFileName()), "trial", false).close();
    } catch (OutputException e) {
      throw e.getCause() instanceof IOException cause ? new OutputException(target, cause) : e;
    }
  }

  private static Unfinished claim(Path target, String kind, boolean isFolder) {
    Path name = target.getFileName();
    Path around = target.getParent();
    if (name == null || around == null) {
      throw new OutputException(target, "is not a place for results");
    }
    Ending ending = new Ending();
    synchronized (ending) {
      try {
        Files.createDirectories(around);
        long pid = ProcessHandle.current().pid();
        for (int i = 0; i < MOST_ATTEMPTS; i++) {
          Path path = around.resolve("." + name + "." + kind + "-" + pid + "-" + i);
          FileChannel channel = claimed(path, isFolder);
          if (channel != null) {
            Unfinished made = new Unfinished(target, path, isFolder, channel, ending);
            ending.unfinished = made;
            return made;
          }
        }
        throw new OutputException(
            target, "has too many unfinished siblings; remove ." + name + ".*");
      } catch (IOException e) {
        throw new OutputException(target, e);
      } finally {
        if (ending.unfinished == null) {
          ending.cancel();
        }
      }
    }
  }

  /** The lock on a new file or folder; null if somebody has it, or took it for left over. */
  private static @Nullable FileChannel claimed(Path path, boolean isFolder) throws IOException {
    if (isFolder && !made(path)) {
      return null;
    }
    Path locked = isFolder ? path.resolve(MARKER) : path;
    try {
      FileChannel channel =
          FileChannel.open(locked, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      if (lock(channel) == Lock.OTHERS || !Files.exists(locked)) {
        channel.close();
        return null;
      }
      return channel;
    } catch (FileAlreadyExistsException e) {
      return null;
    } catch (NoSuchFileException e) {
      if (isFolder) {
        return null;
      }
      throw e;
    }
  }

  /** Makes a folder, unless there is one. */
  private static boolean made(Path folder) throws IOException {
    try {
      Files.createDirectory(folder);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /** Who has a lock. */
  enum Lock {
    OURS,
    OTHERS,
    /** The file system has no locks. */
    UNKNOWN
  }

  /** Takes the lock, if nobody has it. */
  static Lock lock(FileChannel channel) {
    try {
      FileLock lock = channel.tryLock();
      return lock == null ? Lock.OTHERS : Lock.OURS;
    } catch (OverlappingFileLockException e) {
      return Lock.OTHERS;
    } catch (IOException e) {
      return Lock.UNKNOWN;
    }
  }

  /** Where to write. */
  Path path() {
    return path;
  }

  /** Writes the file; closing the stream keeps the lock. */
  OutputStream stream() {
    return new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER) {
      @Override
      public void close() throws IOException {
        flush();
      }
    };
  }

  /** Whether the program is ending, so that nothing more can be written. */
  synchronized boolean isDone() {
    return done;
  }

  /**
   * Gives it the target's name. A file replaces what is there; a folder that is there is put aside
   * first, and comes back if that fails.
   *
   * @throws FileAlreadyExistsException if somebody else made the target meanwhile
   */
  synchronized void publish() throws IOException {
    if (done) {
      throw new OutputException(target, "is not written: the program is ending");
    }
    if (isFolder && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      replace();
    } else {
      Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
    }
    finish();
    if (isFolder) {
      Files.deleteIfExists(target.resolve(MARKER));
    }
  }

  private void replace() throws IOException {
    Path old = LeftOver.old(path);
    Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    try {
      Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LeftOver.restore(old, target);
      throw e;
    }
    LeftOver.delete(old);
  }

  /** Removes it, unless it has been published. */
  private synchronized void discard() {
    if (!done) {
      try {
        LeftOver.delete(path);
        finish();
      } catch (IOException e) {
        throw new OutputException(path, e);
      }
    }
  }

  private void discardAtEnd() {
    try {
      discard();
    } catch (OutputException e) {
      // It stays for the next sweep; nobody is left to be told.
    }
  }

  private void finish() throws IOException {
    done = true;
    channel.close();
  }

  @Override
  public void close() {
    discard();
    ending.cancel();
  }
}
