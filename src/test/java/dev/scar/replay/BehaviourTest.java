package dev.scar.replay;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static dev.scar.fixtures.Scenes.oneLayerEach;
import static dev.scar.fixtures.Scenes.plan;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.BehaviorTestKit;
import akka.actor.testkit.typed.javadsl.TestInbox;
import dev.scar.fixtures.Packages;
import dev.scar.plan.Plan;
import dev.scar.sim.Component;
import dev.scar.sim.Emitter;
import dev.scar.sim.ReplayOptions;
import dev.scar.sim.Simulation;
import dev.scar.trace.LogDetail;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each component's behaviour, message by message, without threads. */
class BehaviourTest {
  private final Plan plan =
      plan(
          Packages.line(2),
          scenario(model("m", 1, layer("a", 1000, 0, 4096, 0), layer("b", 500, 0, 1, 0, 0))),
          oneLayerEach(0, 0, 1));
  private final Simulation simulation =
      new Simulation(plan, new ReplayOptions(4096, LogDetail.OFF, (w, t) -> {}));
  private final List<Component> components = simulation.components().all();
  private final Agenda agenda = new Agenda(components);
  private final TestInbox<ClockCommand> clock = TestInbox.create();

  private static BehaviorTestKit<ComponentActor.Advance> actor(Component component) {
    return BehaviorTestKit.create(ComponentActor.create(component));
  }

  private ClockCommand.Advanced advanced(
      BehaviorTestKit<ComponentActor.Advance> actor, long untilPs, Inbox inbox, Outbox outbox) {
    actor.run(new ComponentActor.Advance(untilPs, inbox, outbox, clock.getRef()));
    return (ClockCommand.Advanced) clock.receiveMessage();
  }

  /** Chiplet 0 has computed 1000 ps and sent 4096 B to its neighbour. */
  private Outbox sent(Component producer) {
    assertThat(simulation.begin(agenda)).isTrue();
    Outbox outbox = agenda.outbox(producer.ordinal());
    ClockCommand.Advanced answer =
        advanced(actor(producer), 1001, agenda.inbox(producer.ordinal()), outbox);
    assertThat(answer.component()).isEqualTo(producer.ordinal());
    assertThat(answer.nextPs()).as("it waits for its send to arrive").isEqualTo(Component.NEVER);
    return outbox;
  }

  private Component chiplet(int node) {
    return components.get(simulation.components().endpoint(node));
  }

  @Test
  void chipletComputesThenSends() {
    Outbox outbox = sent(chiplet(0));
    assertThat(outbox.released()).hasSize(1);
    assertThat(outbox.packets()).hasSize(1);
    assertThat(outbox.packets().get(0).earliestPs())
        .as("one hop after the compute ends")
        .isEqualTo(36_000);
  }

  @Test
  void linkForwardsWhatItIsGiven() {
    Inbox inbox = new Inbox();
    inbox.add(sent(chiplet(0)).packets().get(0));
    Outbox outbox = new Outbox();
    ClockCommand.Advanced answer = advanced(actor(components.get(0)), 36_001, inbox, outbox);
    assertThat(answer.freePs()).as("4096 B at 100 GB/s").isEqualTo(36_000 + 40_960);
    assertThat(outbox.packets()).hasSize(1);
    assertThat(outbox.packets().get(0).target())
        .isEqualTo(simulation.components().firstEjection() + 1);
  }

  @Test
  void linksRunNoStages() {
    simulation.begin(agenda);
    Inbox stages = agenda.inbox(chiplet(0).ordinal());
    assertThatThrownBy(
            () ->
                actor(components.get(0))
                    .run(new ComponentActor.Advance(1, stages, new Outbox(), clock.getRef())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("component 0 runs no stages");
  }

  @Test
  void chipletsTakeNoPackets() {
    Inbox packets = new Inbox();
    packets.add(
        new PacketBatch().addressedTo(0).add(0, 0, 0, 0, sent(chiplet(0)).released().get(0), 0));
    assertThatThrownBy(
            () ->
                actor(chiplet(1))
                    .run(new ComponentActor.Advance(1, packets, new Outbox(), clock.getRef())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("takes no packets");
  }

  @Test
  void agendaRefusesEventsInsideTheRound() {
    Component producer = chiplet(0);
    sent(producer);
    int[] ranks = new int[components.size()];
    ranks[producer.ordinal()] = 2;
    assertThatThrownBy(() -> agenda.handOver(producer.ordinal(), ranks, 50_000))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("inside the round");
  }

  /** Akka ends the program over errors that pass through its actors. */
  @Test
  void errorsOfTheMachineEndTheReplayAndNotTheProgram() {
    OutOfMemoryError memory = new OutOfMemoryError("wanted");
    Component greedy =
        new Component() {
          @Override
          public int ordinal() {
            return 0;
          }

          @Override
          public long nextPs() {
            return 0;
          }

          @Override
          public void advance(long untilPs, Emitter out) {
            throw memory;
          }
        };
    assertThatThrownBy(() -> advanced(actor(greedy), 1, new Inbox(), new Outbox()))
        .isInstanceOf(IllegalStateException.class)
        .hasCause(memory);
    ReplayOptions options = new ReplayOptions(4096, LogDetail.PACKETS, (w, t) -> {});
    assertThatThrownBy(
            () ->
                new ActorEngine(1)
                    .replay(
                        plan,
                        options,
                        entry -> {
                          throw memory;
                        }))
        .hasRootCause(memory);
  }
}
