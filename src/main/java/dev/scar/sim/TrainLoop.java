package dev.scar.sim;

import dev.scar.trace.LogRecord;
import dev.scar.trace.LogSink;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The event loop that serves a transfer as one event for as long as no other one can meet it.
 *
 * <p>A transfer that begins is first taken for a {@link Train}: its way is free, and whoever else
 * is under way passes each resource that they share wholly before or wholly after it. It then
 * arrives when its closed form says. If another one begins that would meet it, the train is cut:
 * the state of every resource on its way at that instant follows from the closed form, and from
 * then on its packets are served one by one by the same models as ever. Nothing that was served
 * before that instant depended on the other one, so the results are those of {@link EventLoop}, the
 * log too: it is put in order of (time, component) at each barrier. <b>Cost:</b> O(path · transfers
 * under way) per transfer that meets nobody, and that of {@link EventLoop} for the packets of the
 * others.
 */
final class TrainLoop extends Loop {
  private final LogSink log;
  private final List<LogRecord> unsorted = new ArrayList<>();
  private final UnderWay underWay;
  private final Meetings meetings;
  private long nowPs = -1;

  TrainLoop(World world, LogSink log) {
    super(world);
    this.underWay = new UnderWay(components);
    this.meetings = new Meetings(components, events, underWay);
    this.log = log;
  }

  @Override
  boolean isIdle() {
    return super.isIdle()
        && Math.min(underWay.nextArrivalPs(), meetings.steadyUntilPs()) == Component.NEVER;
  }

  @Override
  boolean beginNext() {
    unsorted.sort(ORDER);
    unsorted.forEach(log::append);
    unsorted.clear();
    return super.beginNext();
  }

  @Override
  void run(long untilPs) {
    while (true) {
      int next = events.first();
      long timePs = events.timePs(next);
      long arrivalPs = Math.min(underWay.nextArrivalPs(), meetings.steadyUntilPs());
      long nextPs = Math.min(timePs, arrivalPs);
      if (nextPs > nowPs && meetings.isToAttend()) {
        meetings.attend(nowPs);
      } else if (nextPs >= untilPs) {
        return;
      } else if (meetings.steadyUntilPs() == nextPs) {
        nowPs = nextPs;
        stop(meeting -> meeting.steadyUntilPs() == nextPs);
      } else if (arrivalPs == nextPs) {
        nowPs = nextPs;
        arrive(underWay.removeFirst());
      } else {
        nowPs = nextPs;
        advance(next, nextPs);
      }
    }
  }

  private void advance(int component, long timePs) {
    components[component].advance(timePs + 1, this);
    update(component);
    meetings.advanced(component);
  }

  /** The same does not happen again from now on; what was to happen until now, does. */
  private void stop(Predicate<Meeting> which) {
    if (!meetings.stop(which, nowPs)) {
      return;
    }
    int first = events.first();
    while (events.timePs(first) <= nowPs && components[first] instanceof ServerModel) {
      advance(first, events.timePs(first));
      first = events.first();
    }
  }

  /** A train has met nobody. */
  private void arrive(Train train) {
    SimPath path = train.transfer().path();
    meetings.disturb(path);
    for (int p = path.first(); p <= path.last(); p++) {
      server(path, p).served(train, p, train.packets(), this);
    }
    arrived(train);
  }

  private void arrived(Train train) {
    long endPs = train.endPs(train.transfer().path().last());
    train.transfer().arrived(endPs);
    delivered(train.transfer(), endPs);
  }

  private ServerModel server(SimPath path, int position) {
    return (ServerModel) components[path.component(position)];
  }

  @Override
  public void packet(
      int target, int input, long headPs, long tailPs, long bornPs, Transfer transfer, long meta) {
    if (PacketMeta.isRun(meta) || PacketMeta.position(meta) == 0) {
      List<Train> met = underWay.begin(new Train(transfer), nowPs);
      if (underWay.isTrain(transfer)) {
        return;
      }
      meetings.change();
      stop(
          meeting ->
              meeting.passes(transfer.path())
                  || met.stream().anyMatch(train -> meeting.passes(train.transfer().path())));
      met.forEach(this::cut);
    }
    offer(target, input, headPs, tailPs, bornPs, transfer, meta);
  }

  /** Someone is going to meet a train: from now on its packets are served one by one. */
  private void cut(Train train) {
    Transfer transfer = train.transfer();
    SimPath path = transfer.path();
    meetings.disturb(path);
    beginAgain(train);
    boolean arrived = false;
    long sent = 0;
    for (int p = path.first(); p <= path.last(); p++) {
      ServerModel server = server(path, p);
      arrived = server.cut(train, p, sent, nowPs, this);
      update(server.ordinal());
      sent = server.servedUntil(train, p, nowPs);
    }
    if (arrived) {
      arrived(train);
    }
  }

  /** What has not left the source yet, does. */
  private void beginAgain(Train train) {
    Transfer transfer = train.transfer();
    SimPath path = transfer.path();
    if (path.component(0) < 0) {
      long packet = train.headsUntil(1, nowPs);
      if (packet < train.packets()) {
        offer(
            path.component(1),
            path.input(1),
            train.headPs(1, packet),
            train.tailPs(1, packet),
            train.bornPs(packet),
            transfer,
            PacketMeta.run(packet, 1));
      }
    } else if (train.startPs(0, 0) > nowPs) {
      long request = train.startPs(0, 0);
      offer(path.component(0), path.input(0), request, 0, request, transfer, PacketMeta.of(0, 0));
    }
  }

  @Override
  public void delivered(Transfer transfer, long timePs) {
    if (underWay.arrived(transfer)) {
      meetings.change();
    }
    super.delivered(transfer, timePs);
  }

  @Override
  public void log(LogRecord entry) {
    unsorted.add(entry);
  }
}
