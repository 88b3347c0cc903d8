package dev.scar.cli;

import dev.scar.cluster.ClusterException;
import dev.scar.cost.CostException;
import dev.scar.files.InputException;
import dev.scar.files.OutputException;
import dev.scar.plan.TooLongException;
import dev.scar.search.NoScheduleException;
import dev.scar.search.SearchRefusal;
import dev.scar.sim.DeadlockException;
import java.io.PrintWriter;

/**
 * What goes wrong, in a line or two and an exit code: {@value #FAILED} failed, {@value #BAD_INPUT}
 * bad input. A stack trace is printed with {@code --debug} only.
 */
final class Failures {
  static final int FAILED = 1;
  static final int BAD_INPUT = 2;

  private Failures() {}

  /** Tells the user; the exit code. */
  static int told(Throwable failure, boolean debug, PrintWriter err) {
    if (debug) {
      failure.printStackTrace(err);
    }
    Throwable cause = meant(failure);
    err.println(message(cause));
    err.flush();
    boolean refused =
        cause instanceof InputException
            || cause instanceof SearchRefusal
            || cause instanceof CostException
            || cause instanceof TooLongException
            || (cause instanceof OutputException output && output.isRefusal());
    return refused ? BAD_INPUT : FAILED;
  }

  /** What happened, whatever threads and wrappers it came through. */
  private static Throwable meant(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (isForTheUser(at) || at instanceof VirtualMachineError) {
        return at;
      }
    }
    return failure;
  }

  /** Whether its message is all that a user has to be told. */
  private static boolean isForTheUser(Throwable failure) {
    return failure instanceof InputException
        || failure instanceof SearchRefusal
        || failure instanceof CostException
        || failure instanceof TooLongException
        || failure instanceof OutputException
        || failure instanceof DeadlockException
        || failure instanceof NoScheduleException
        || failure instanceof ClusterException;
  }

  private static String message(Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      return "scar: failed: the problem is too large for the "
          + (Runtime.getRuntime().maxMemory() >> 20)
          + " MB of memory that the program may use.\n"
          + "Lower the batch or the network, or enlarge --packet, --mini-batch or the memory"
          + " (SCAR_JAVA_OPTS=-Xmx8g).";
    }
    if (failure instanceof StackOverflowError) {
      return "scar: failed: something is nested or chained too deeply for the program.\n"
          + "Shorten expressions, or give it more (SCAR_JAVA_OPTS=-Xss64m).";
    }
    if (isForTheUser(failure)) {
      return String.valueOf(failure.getMessage());
    }
    String what = failure.getMessage() == null ? "" : ": " + failure.getMessage();
    return "scar: failed: " + (failure.getClass().getSimpleName() + what).replaceAll("\\R", " ");
  }
}
