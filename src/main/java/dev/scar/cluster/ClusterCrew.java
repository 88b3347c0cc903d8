package dev.scar.cluster;

import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Leave;
import dev.scar.study.Crew;
import dev.scar.study.Inbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Workers on any machines that join, and leave, while a study is worked out. */
public final class ClusterCrew implements Crew {
  private static final int LEAST_ASKED = 16;

  /** A character takes at most three bytes; some room is for what is around a question. */
  private static final int MOST_CHARS = ClusterOptions.MOST_BYTES / 4;

  private final Inbox<Desk.Answer> answers = new Inbox<>();
  private final AtomicInteger hands = new AtomicInteger();
  private final ActorSystem<Desk.Command> system;
  private List<Desk.Answer> taken = new ArrayList<>();

  /**
   * A coordinator, to which workers may come from now on.
   *
   * @throws ClusterException if its address cannot be had
   */
  public ClusterCrew(ClusterOptions options) {
    this.system = options.start(Desk.create(options, answers, hands::set), Texts.COORDINATOR);
  }

  /** What all hands hold, so that none waits for the next question to be made. */
  @Override
  public int capacity() {
    return LEAST_ASKED + (ClusterOptions.WINDOW - 1) * hands.get();
  }

  @Override
  public void ask(String key, String question) {
    if (question.length() > MOST_CHARS) {
      String why =
          "the question has %d characters; messages hold %d"
              .formatted(question.length(), MOST_CHARS);
      answers.add(new Desk.Answer(new Done(key, Optional.empty(), why, 0, 0, ""), ""));
      return;
    }
    system.tell(new Desk.Ask(Texts.of(key, question)));
  }

  @Override
  public List<Done> take() {
    if (system.whenTerminated().isCompleted()) {
      throw new ClusterException("the coordinator's part of the cluster has ended");
    }
    List<Desk.Answer> more = answers.take();
    more.stream().filter(answer -> !answer.hand().isEmpty()).forEach(taken::add);
    return more.stream().map(Desk.Answer::done).toList();
  }

  @Override
  public void kept() {
    if (!taken.isEmpty()) {
      system.tell(new Desk.Kept(taken));
      taken = new ArrayList<>();
    }
  }

  @Override
  public void finished() {
    system.tell(new Desk.Finished());
  }

  @Override
  public String state() {
    long workers = Texts.up(system, Texts.WORKER).count();
    return workers == 1 ? "1 worker" : workers + " workers";
  }

  /** Leaves; workers that were not told the end look for another coordinator. */
  @Override
  public void close() {
    Cluster cluster = Cluster.get(system);
    cluster.manager().tell(new Leave(cluster.selfMember().address()));
    system.getWhenTerminated().toCompletableFuture().join();
  }
}
