package dev.scar.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import dev.scar.study.Crew;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A coordinator with workers in this process; as processes that are killed: ExploreProcessesIT. */
class ClusterIT {
  private static final int QUESTIONS = 40;

  private static ClusterOptions options(int port, int ownPort, String program, String token) {
    return new ClusterOptions(
        new ClusterOptions.Address("127.0.0.1", port),
        new ClusterOptions.Address("127.0.0.1", ownPort),
        program,
        token,
        Optional.empty());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Worker worker(ClusterOptions options, String name) {
    return new Worker(
        options,
        2,
        stop -> (key, question) -> new Crew.Done(key, Optional.of(question + "!"), "", 0, 0, name));
  }

  /** Such a cluster is one whose coordinator has gone while the worker joined. */
  @Test
  @Tag("slow")
  void aWorkerGivesUpWhereNobodyAnswers() throws IOException {
    int port = freePort();
    ActorSystem<Void> silent =
        options(port, port, "program", "token").start(Behaviors.empty(), Texts.COORDINATOR);
    try {
      Worker worker =
          new Worker(
              options(port, 0, "program", "token"),
              1,
              stop -> (key, question) -> new Crew.Done(key, Optional.empty(), "", 0, 0, ""),
              Duration.ofSeconds(2));
      Worker.End end = worker.run(() -> {});
      assertThat(end).isEqualTo(new Worker.End(false, "", 0));
    } finally {
      silent.terminate();
    }
  }

  /** Each question once, to either of two workers; others are sent away with the reason. */
  @Test
  @Tag("slow")
  void everyQuestionIsAnsweredOnce() throws IOException {
    int port = freePort();
    List<Crew.Done> answers = new ArrayList<>();
    ConcurrentLinkedQueue<String> joins = new ConcurrentLinkedQueue<>();
    List<CompletableFuture<Worker.End>> ends;
    try (ClusterCrew crew = new ClusterCrew(options(port, port, "program", "token"))) {
      ends =
          List.of("one", "two").stream()
              .map(
                  name ->
                      CompletableFuture.supplyAsync(
                          () ->
                              worker(options(port, 0, "program", "token"), name)
                                  .run(() -> joins.add(name))))
              .toList();
      assertThat(
              worker(options(port, 0, "other", "token"), "x").run(() -> joins.add("x")).refusal())
          .contains("another version");
      assertThat(worker(options(port, 0, "program", ""), "x").run(() -> joins.add("x")).refusal())
          .contains("another token");
      IntStream.range(0, QUESTIONS).forEach(i -> crew.ask("key" + i, "{\"q\":\n" + i + "}"));
      while (answers.size() < QUESTIONS) {
        answers.addAll(crew.take());
        crew.kept();
      }
      assertThat(crew.take()).isEmpty();
      crew.finished();
    }
    assertThat(answers.stream().map(done -> done.key() + done.answer().orElseThrow()))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, QUESTIONS)
                .mapToObj(i -> "key" + i + "{\"q\":\n" + i + "}!")
                .toList());
    assertThat(ends).extracting(CompletableFuture::join).allMatch(Worker.End::isDone);
    assertThat(ends.stream().mapToLong(end -> end.join().answered()).sum()).isEqualTo(QUESTIONS);
    assertThat(joins).containsExactlyInAnyOrder("one", "two");
  }
}
