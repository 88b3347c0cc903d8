package dev.scar.cluster;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.delivery.ConsumerController;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import dev.scar.study.Crew;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The messages between machines: lines of text, the first of which says what it is. */
final class Texts {
  static final String COORDINATOR = "coordinator";
  static final String WORKER = "worker";

  /** Where answers go. */
  static final ServiceKey<String> DESK = ServiceKey.create(String.class, "desk");

  /** Who takes questions. */
  static final ServiceKey<ConsumerController.Command<String>> HANDS =
      ServiceKey.create(ConsumerController.serviceKeyClass(), "hands");

  static final String HELLO = "hello";
  static final String WELCOME = "welcome";
  static final String REFUSED = "refused";
  static final String RESULT = "result";
  static final String THANKS = "thanks";
  static final String BYE = "bye";

  /** What a worker says to itself: it is a member of a cluster where no coordinator answers. */
  static final String ALONE = "alone";

  private static final int RESULT_LINES = 8;

  private Texts() {}

  /** The members with a role that work. */
  static Stream<Member> up(ActorSystem<?> system, String role) {
    return StreamSupport.stream(Cluster.get(system).state().getMembers().spliterator(), false)
        .filter(m -> m.status().equals(MemberStatus.up()) && m.hasRole(role));
  }

  /** Has an actor told which desks there are, now and whenever that changes. */
  static <C> void watchDesks(ActorContext<C> context, Function<Set<ActorRef<String>>, C> told) {
    ActorRef<Receptionist.Listing> listener =
        context.messageAdapter(
            Receptionist.Listing.class,
            listing -> told.apply(listing.getAllServiceInstances(DESK)));
    context.getSystem().receptionist().tell(Receptionist.subscribe(DESK, listener));
  }

  static String kind(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }

  /** Lines of a message without the first; the last one may have any text. */
  static List<String> rest(String text, int lines) {
    List<String> parts = List.of(text.split("\n", lines + 1));
    return parts.subList(1, parts.size());
  }

  static String of(String... lines) {
    return String.join("\n", lines);
  }

  static String result(Crew.Done done, String replyTo) {
    return of(
        RESULT,
        replyTo,
        done.key(),
        String.valueOf(done.seconds()),
        String.valueOf(done.heapBytes()),
        done.by(),
        done.answer().isPresent() ? "answer" : "failure",
        done.answer().orElse(done.failure()));
  }

  static Crew.Done result(String text) {
    List<String> lines = rest(text, RESULT_LINES - 1);
    boolean answered = lines.get(5).equals("answer");
    return new Crew.Done(
        lines.get(1),
        answered ? Optional.of(lines.get(6)) : Optional.empty(),
        answered ? "" : lines.get(6),
        Double.parseDouble(lines.get(2)),
        Long.parseLong(lines.get(3)),
        lines.get(4));
  }
}
