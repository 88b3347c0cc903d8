package dev.scar.cluster;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.Behavior;
import akka.actor.typed.delivery.WorkPullingProducerController;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.receptionist.Receptionist;
import dev.scar.study.Crew;
import dev.scar.study.Inbox;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/** The coordinator's actor: gives out questions to those who pull, and takes answers. */
final class Desk extends AbstractBehavior<Desk.Command> {
  /** What it is told. */
  sealed interface Command {}

  /** A question to give out. */
  record Ask(String question) implements Command {}

  /** These answers are on the disk: whoever gave them may forget them. */
  record Kept(List<Answer> answers) implements Command {}

  /** Send all home. */
  record Finished() implements Command {}

  private record Next(WorkPullingProducerController.RequestNext<String> request)
      implements Command {}

  private record Heard(String text) implements Command {}

  /** An answer, and who waits to hear that it is kept. */
  record Answer(Crew.Done done, String hand) {}

  private final ClusterOptions options;
  private final Inbox<Answer> answers;
  private final ActorRefResolver resolver = ActorRefResolver.get(getContext().getSystem());
  private final Deque<String> questions = new ArrayDeque<>();
  private final Map<String, ActorRef<String>> workers = new TreeMap<>();
  private Optional<ActorRef<String>> free = Optional.empty();

  private Desk(ActorContext<Command> context, ClusterOptions options, Inbox<Answer> answers) {
    super(context);
    this.options = options;
    this.answers = answers;
  }

  /**
   * A coordinator's actor.
   *
   * @param hands told how many there are
   */
  static Behavior<Command> create(
      ClusterOptions options, Inbox<Answer> answers, IntConsumer hands) {
    return Behaviors.setup(
        context -> {
          ActorRef<WorkPullingProducerController.Command<String>> producer =
              context.spawn(
                  WorkPullingProducerController.create(
                      String.class, "questions", Texts.HANDS, Optional.empty()),
                  "producer");
          producer.tell(
              new WorkPullingProducerController.Start<>(
                  context.messageAdapter(
                      WorkPullingProducerController.requestNextClass(), Next::new)));
          ActorRef<Receptionist.Command> receptionist = context.getSystem().receptionist();
          receptionist.tell(
              Receptionist.register(Texts.DESK, context.messageAdapter(String.class, Heard::new)));
          // by an actor of its own: the receptionist takes nobody for both
          receptionist.tell(
              Receptionist.subscribe(Texts.HANDS, context.spawn(counting(hands), "counting")));
          return new Desk(context, options, answers);
        });
  }

  private static Behavior<Receptionist.Listing> counting(IntConsumer hands) {
    return Behaviors.receiveMessage(
        found -> {
          hands.accept(found.getAllServiceInstances(Texts.HANDS).size());
          return Behaviors.same();
        });
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Ask.class, this::ask)
        .onMessage(Next.class, this::next)
        .onMessage(Heard.class, this::heard)
        .onMessage(Kept.class, this::kept)
        .onMessage(Finished.class, this::finished)
        .build();
  }

  private Behavior<Command> ask(Ask ask) {
    questions.add(ask.question());
    return give();
  }

  private Behavior<Command> next(Next next) {
    free = Optional.of(next.request().sendNextTo());
    return give();
  }

  private Behavior<Command> give() {
    if (free.isPresent() && !questions.isEmpty()) {
      ActorRef<String> hand = free.get();
      free = Optional.empty();
      hand.tell(questions.remove());
    }
    return this;
  }

  private Behavior<Command> heard(Heard heard) {
    String kind = Texts.kind(heard.text());
    if (kind.equals(Texts.HELLO)) {
      List<String> lines = Texts.rest(heard.text(), 3);
      ActorRef<String> worker = resolver.resolveActorRef(lines.get(0));
      Optional<String> refusal = refusal(lines.get(1), lines.get(2));
      worker.tell(refusal.map(why -> Texts.of(Texts.REFUSED, why)).orElse(Texts.WELCOME));
      if (refusal.isEmpty()) {
        workers.put(lines.get(0), worker);
      }
    } else if (kind.equals(Texts.RESULT)) {
      answers.add(new Answer(Texts.result(heard.text()), Texts.rest(heard.text(), 2).get(0)));
    }
    return this;
  }

  private Optional<String> refusal(String program, String token) {
    if (!program.equals(options.program())) {
      return Optional.of("the coordinator is another version of scar");
    }
    return token.equals(options.token())
        ? Optional.empty()
        : Optional.of("the coordinator has another token; this may be another study");
  }

  private Behavior<Command> kept(Kept kept) {
    for (Answer answer : kept.answers()) {
      resolver
          .<String>resolveActorRef(answer.hand())
          .tell(Texts.of(Texts.THANKS, answer.done().key()));
    }
    return this;
  }

  private Behavior<Command> finished(Finished finished) {
    workers.values().forEach(worker -> worker.tell(Texts.BYE));
    return this;
  }
}
