package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What every command line must stand, whatever it says and whatever its files hold. */
final class Endurance {
  private static final long MOST_CPU_NS = 10_000_000_000L;

  private Endurance() {}

  /**
   * Done, failed with a message, or refused with a place; no stack trace, nothing unfinished, and
   * not for long.
   *
   * @param told which case it is
   * @param place where it may write
   * @return the exit code
   */
  static int run(String told, Path place, List<String> line) throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    OperatingSystemMXBean machine =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long begun = machine.getProcessCpuTime();
    int exit =
        Main.execute(new PrintWriter(out), new PrintWriter(err), line.toArray(String[]::new));
    long took = machine.getProcessCpuTime() - begun;
    assertThat(took).as("CPU of %s", told).isLessThan(MOST_CPU_NS);
    assertThat(exit).as("%s: %s", told, err).isIn(0, 1, 2);
    assertThat(out.toString() + err)
        .as(told)
        .doesNotContain("\tat ", "Exception", "java.", "scar: failed: ")
        .doesNotContainPattern("[\\p{Cntrl}&&[^\\n]]");
    if (exit != 0) {
      assertThat(err.toString()).as(told).isNotBlank();
    }
    if (exit == 2) {
      assertThat(err.toString().lines().findFirst().orElseThrow()).as(told).contains(":");
    }
    try (Stream<Path> left = Files.walk(place)) {
      assertThat(left.map(Path::toString)).as(told).noneMatch(name -> name.contains(".partial-"));
    }
    return exit;
  }
}
