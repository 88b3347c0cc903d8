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
import dev.scar.sim.ChipletModel;
import dev.scar.sim.Component;
import dev.scar.sim.DramModel;
import dev.scar.sim.LinkModel;
import dev.scar.sim.Simulation;
import dev.scar.sim.StageRun;
import dev.scar.trace.LogDetail;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each component's behaviour, message by message, without threads. */
class BehaviourTest {
  private final Plan plan =
      plan(
          Packages.line(2),
          scenario(model("m", 1, layer("a", 1000, 0, 4096, 0), layer("b", 500, 0, 1, 0, 0))),
          oneLayerEach(0, 0, 1));
  private final Simulation simulation = new Simulation(plan, 4096, LogDetail.OFF);
  private final List<StageRun> runs = simulation.runs(plan.windows());
  private final TestInbox<ClockCommand> clock = TestInbox.create();

  private ClockCommand.Advanced advanced(
      BehaviorTestKit<ComponentCommand> actor, ComponentCommand command) {
    actor.run(command);
    return (ClockCommand.Advanced) clock.receiveMessage();
  }

  private <T extends Component> T first(Class<T> kind) {
    return simulation.network().components().stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst()
        .orElseThrow();
  }

  private ChipletModel chiplet(StageRun run) {
    int ordinal = simulation.byChiplet(List.of(run)).firstKey();
    return (ChipletModel) simulation.network().components().get(ordinal);
  }

  @Test
  void chipletComputesThenSends() {
    ChipletModel producer = chiplet(runs.get(0));
    BehaviorTestKit<ComponentCommand> actor = BehaviorTestKit.create(ChipletActor.create(producer));
    ClockCommand.Advanced begun =
        advanced(
            actor,
            new ComponentCommand.Begin(List.of(runs.get(0)), 0, new Outbox(), clock.getRef()));
    assertThat(begun.nextPs()).isZero();

    Outbox outbox = new Outbox();
    ClockCommand.Advanced answer =
        advanced(actor, new ComponentCommand.Advance(1001, new Inbox(), outbox, clock.getRef()));
    assertThat(answer.component()).isEqualTo(producer.ordinal());
    assertThat(answer.nextPs()).as("it waits for its send to arrive").isEqualTo(Component.NEVER);
    assertThat(outbox.released()).hasSize(1);
    assertThat(outbox.packets()).hasSize(1);
    assertThat(outbox.packets().get(0).earliestPs())
        .as("one hop after the compute ends")
        .isEqualTo(36_000);
  }

  @Test
  void linkForwardsWhatItIsGiven() {
    ChipletModel producer = chiplet(runs.get(0));
    BehaviorTestKit<ComponentCommand> chiplet =
        BehaviorTestKit.create(ChipletActor.create(producer));
    chiplet.run(new ComponentCommand.Begin(List.of(runs.get(0)), 0, new Outbox(), clock.getRef()));
    Outbox emitted = new Outbox();
    chiplet.run(new ComponentCommand.Advance(1001, new Inbox(), emitted, clock.getRef()));
    clock.getAllReceived();

    BehaviorTestKit<ComponentCommand> link =
        BehaviorTestKit.create(LinkActor.create(first(LinkModel.class)));
    Inbox inbox = new Inbox();
    inbox.add(emitted.packets().get(0));
    Outbox outbox = new Outbox();
    ClockCommand.Advanced answer =
        advanced(link, new ComponentCommand.Advance(36_001, inbox, outbox, clock.getRef()));
    assertThat(answer.freePs()).as("4096 B at 100 GB/s").isEqualTo(36_000 + 40_960);
    assertThat(outbox.packets()).hasSize(1);
    assertThat(outbox.packets().get(0).target())
        .isEqualTo(simulation.network().firstEjection() + 1);
  }

  @Test
  void everyPermittedCommandIsHandled() {
    assertThat(
            Arrays.stream(ComponentCommand.class.getPermittedSubclasses())
                .map(Class::getSimpleName))
        .containsExactlyInAnyOrder("Advance", "Begin");
    ComponentCommand.Begin begin =
        new ComponentCommand.Begin(List.of(runs.get(0)), 0, new Outbox(), clock.getRef());
    for (var behavior :
        List.of(
            LinkActor.create(first(LinkModel.class)), DramActor.create(first(DramModel.class)))) {
      BehaviorTestKit<ComponentCommand> actor = BehaviorTestKit.create(behavior);
      actor.run(new ComponentCommand.Advance(1, new Inbox(), new Outbox(), clock.getRef()));
      assertThat(((ClockCommand.Advanced) clock.receiveMessage()).nextPs())
          .isEqualTo(Component.NEVER);
      assertThatThrownBy(() -> actor.run(begin))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("only chiplets run stages");
    }
  }

  @Test
  void agendaRefusesEventsInsideTheRound() {
    ChipletModel producer = chiplet(runs.get(0));
    BehaviorTestKit<ComponentCommand> chiplet =
        BehaviorTestKit.create(ChipletActor.create(producer));
    Agenda agenda = new Agenda(simulation.network().componentCount());
    chiplet.run(new ComponentCommand.Begin(List.of(runs.get(0)), 0, new Outbox(), clock.getRef()));
    chiplet.run(
        new ComponentCommand.Advance(
            1001, new Inbox(), agenda.outbox(producer.ordinal()), clock.getRef()));
    int[] ranks = new int[simulation.network().componentCount()];
    ranks[producer.ordinal()] = 2;
    assertThatThrownBy(() -> agenda.handOver(producer.ordinal(), ranks, 50_000))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("inside the round");
  }
}
