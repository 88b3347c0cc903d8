// mvn -q -Pbench -Dquickly -DskipTests package && java -cp target/scar-all.jar dev.scar.bench.CoordinationCost 10000 50 2
package dev.scar.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.scar.cluster.ClusterCrew;
import dev.scar.cluster.ClusterOptions;
import dev.scar.cluster.Worker;
import dev.scar.study.Crew;
import dev.scar.files.RecordFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * What coordination takes: a coordinator and workers with a thread each, over loopback, with questions
 * as long as those of sc4, which are answered by waiting, and answers that are put on the disk.
 * Arguments: questions, milliseconds of each (0: as many as go), workers.
 */
public final class CoordinationCost {
  private static final int QUESTION_CHARS = 135_000;
  private static final int ANSWER_CHARS = 450;
  private static final int WARM_UP = 200;

  private CoordinationCost() {}

  private static ClusterOptions options(int port, int own) {
    return new ClusterOptions(
        new ClusterOptions.Address("127.0.0.1", port),
        new ClusterOptions.Address("127.0.0.1", own),
        "program",
        "",
        Optional.empty());
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  public static void main(String[] args) throws IOException {
    int questions = Integer.parseInt(args[0]);
    long nanos = Long.parseLong(args[1]) * 1_000_000;
    int workers = Integer.parseInt(args[2]);
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    AtomicLong waited = new AtomicLong();
    Worker.Answers waiting =
        (key, question) -> {
          long begun = System.nanoTime();
          while (System.nanoTime() - begun < nanos) {
            LockSupport.parkNanos(nanos - (System.nanoTime() - begun));
          }
          waited.addAndGet(System.nanoTime() - begun);
          return new Crew.Done(key, Optional.of("a".repeat(ANSWER_CHARS)), "", 0, 0, "");
        };
    Path folder = Files.createTempDirectory("coordination");
    List<CompletableFuture<Worker.End>> ends = new ArrayList<>();
    try (ClusterCrew crew = new ClusterCrew(options(port, port));
        RecordFile records = RecordFile.open(folder.resolve("records"), (at, line) -> {})) {
      for (int w = 0; w < workers; w++) {
        Worker worker = new Worker(options(port, 0), 1, stop -> waiting);
        ends.add(CompletableFuture.supplyAsync(() -> worker.run(() -> {})));
      }
      int asked = 0;
      int answered = 0;
      long begun = 0;
      long cpu = 0;
      while (answered < WARM_UP + questions) {
        for (; asked < WARM_UP + questions && asked - answered < crew.capacity(); asked++) {
          crew.ask("key" + asked, "q".repeat(QUESTION_CHARS));
        }
        for (Crew.Done done : crew.take()) {
          records.append(done.answer().orElseThrow());
          answered++;
          if (answered == WARM_UP) {
            begun = System.nanoTime();
            cpu = cpuNanos();
            waited.set(0);
          }
        }
        records.sync();
        crew.kept();
      }
      double wall = (System.nanoTime() - begun) * 1e-9;
      double work = waited.get() * 1e-9;
      System.out.printf(
          "%d questions of %.1f ms, %d workers: %.1f s%s;"
              + " %.2f ms of CPU a question, all sides together; %.0f questions a second%n",
          questions,
          work / questions * 1e3,
          workers,
          wall,
          nanos == 0 ? "" : ", coordination %.2f %%".formatted(100 * (wall * workers / work - 1)),
          (cpuNanos() - cpu) * 1e-6 / questions,
          questions / wall);
      crew.finished();
    }
    ends.forEach(CompletableFuture::join);
    System.exit(0);
  }
}
