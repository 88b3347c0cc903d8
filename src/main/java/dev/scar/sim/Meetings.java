package dev.scar.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The meetings of the transfers that are under way. Where they end one after the other before
 * anything repeats, as in dense traffic of short transfers, each next one is looked at later.
 */
final class Meetings {
  private static final long FIRST_WAIT = 16;
  private static final long LONGEST_WAIT = 1 << 12;

  private final Component[] components;
  private final EventTree events;
  private final UnderWay underWay;
  private final List<Meeting> all = new ArrayList<>();
  private final @Nullable Meeting[] leadOf;
  private long steadyUntilPs = Component.NEVER;
  private boolean change;
  private boolean toAttend;
  private long wait;

  /**
   * None so far.
   *
   * @param events loses those of servers for as long as the same happens there over and over again
   */
  Meetings(Component[] components, EventTree events, UnderWay underWay) {
    this.components = components;
    this.events = events;
    this.underWay = underWay;
    this.leadOf = new Meeting[components.length];
  }

  /** When the same stops to happen somewhere; {@link Component#NEVER} if it does nowhere. */
  long steadyUntilPs() {
    return steadyUntilPs;
  }

  /** Others meet than before. */
  void change() {
    change = true;
    toAttend = true;
  }

  /** A component has handled an instant. */
  void advanced(int component) {
    Meeting led = leadOf[component];
    toAttend |= led != null && led.isReady();
  }

  /** Whether something is to be done when nothing is left of the instant. */
  boolean isToAttend() {
    return toAttend;
  }

  /** Nothing is left of an instant: who meets now, and whether the same has begun to happen. */
  void attend(long nowPs) {
    toAttend = false;
    if (change) {
      change = false;
      meet();
    }
    for (Meeting meeting : all) {
      if (meeting.isReady() && meeting.look(nowPs)) {
        meeting.servers().forEach(server -> events.update(server.ordinal(), Component.NEVER));
        steadyUntilPs = Math.min(steadyUntilPs, meeting.steadyUntilPs());
      }
    }
  }

  private void meet() {
    List<Meeting> before = List.copyOf(all);
    // those that would be over before anybody looks at them need not be found
    boolean tooShort = !underWay.isAnyLeft(wait) && before.stream().noneMatch(Meeting::isSteady);
    List<List<Transfer>> groups = tooShort ? new ArrayList<>() : underWay.meetings();
    all.clear();
    for (Meeting meeting : before) {
      if (groups.remove(meeting.members())) {
        all.add(meeting);
      } else {
        meeting.end();
        leadOf[meeting.leadServer()] = null;
        learn(meeting);
      }
    }
    for (List<Transfer> members : groups) {
      Meeting begun = new Meeting(members, servers(members), wait);
      all.add(begun);
      leadOf[begun.leadServer()] = begun;
    }
  }

  private void learn(Meeting over) {
    if (over.hasRepeated()) {
      wait = 0;
    } else if (over.looks() > 0) {
      wait = Math.min(LONGEST_WAIT, Math.max(FIRST_WAIT, 2 * wait));
    }
  }

  private List<ServerModel> servers(List<Transfer> members) {
    return members.stream()
        .flatMapToInt(member -> Arrays.stream(member.path().components()))
        .filter(component -> component >= 0)
        .sorted()
        .distinct()
        .mapToObj(component -> (ServerModel) components[component])
        .toList();
  }

  /** Something that was served on this way before is counted now. */
  void disturb(SimPath path) {
    all.stream().filter(meeting -> meeting.passes(path)).forEach(Meeting::disturb);
  }

  /** The same does not happen again from now on; says whether there was such a meeting. */
  boolean stop(Predicate<Meeting> which, long nowPs) {
    steadyUntilPs = Component.NEVER;
    boolean stopped = false;
    for (Meeting meeting : all) {
      if (meeting.isSteady() && which.test(meeting)) {
        meeting.stop(nowPs);
        for (ServerModel server : meeting.servers()) {
          events.update(server.ordinal(), server.nextPs());
        }
        stopped = true;
      }
      steadyUntilPs = Math.min(steadyUntilPs, meeting.steadyUntilPs());
    }
    return stopped;
  }
}
