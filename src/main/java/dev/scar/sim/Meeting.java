package dev.scar.sim;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Transfers that meet, directly or through others, and the servers that they pass: packet by packet
 * until the same happens over and over again, and then all of that at once.
 *
 * <p>Whenever one of them, the lead, has passed on a packet at its first server, the state of all
 * is compared with an earlier one. If they are {@linkplain StateRecord#isLike alike} and every rate
 * is even over the packets in between, all that happened since then happens again until a last
 * packet begins or somebody else comes: the models know nothing but that state. So DRAMs that serve
 * loads in turns, and links that these share, are passed over in one step, whoever they are and
 * whatever their rates. States are compared with one that is at most a fifth of the packets old, so
 * that any period is found after five of it; where none is, looking rests for ever longer, and so
 * it does where meetings end before anything repeats. <b>Cost:</b> O(state) per look, one for a
 * packet of the lead.
 */
final class Meeting {
  private static final int FEWEST_PERIODS = 4;
  private static final int AGE = 4;
  private static final int MOST_PENDING = 256;
  private static final long PATIENCE = 1 << 12;

  private final List<Transfer> members;
  private final List<ServerModel> servers;
  private final Transfer lead;
  private final boolean traced;
  private final Tape tape = new Tape();
  private long[] signs;
  private long[] earlierSigns;
  private @Nullable StateRecord earlier;
  private long[] earlierPackets = {};
  private long looks;
  private long earlierLook;
  private long leadPackets;
  private long readyAfter;
  private long restAfter;
  private boolean hasRepeated;
  private @Nullable Steady steady;

  /** The same over and over again, since an instant. */
  private record Steady(
      StateRecord from,
      StateRecord to,
      Map<Transfer, Long> packets,
      Shift.Chains chains,
      long most) {
    long periodPs() {
      return to.timePs() - from.timePs();
    }
  }

  /**
   * A meeting.
   *
   * @param members packet by packet
   * @param servers all that they pass
   * @param after so many packets of the lead it is looked at for the first time
   */
  Meeting(List<Transfer> members, List<ServerModel> servers, long after) {
    this.members = members;
    this.servers = servers;
    readyAfter = after;
    restAfter = after + PATIENCE;
    Transfer most = members.get(0);
    for (Transfer member : members) {
      most = left(member) > left(most) ? member : most;
    }
    lead = most;
    leadPackets = lead.begun();
    signs = new long[2 * servers.size()];
    earlierSigns = signs.clone();
    traced = members.stream().anyMatch(Transfer::isTraced);
    servers.forEach(server -> server.record().writeTo(tape));
  }

  private static long left(Transfer transfer) {
    return transfer.packets() - transfer.begun();
  }

  List<Transfer> members() {
    return members;
  }

  List<ServerModel> servers() {
    return servers;
  }

  /** It is over. */
  void end() {
    servers.forEach(server -> server.record().writeTo(null));
  }

  /** The server that passes on the packets of the lead first. */
  int leadServer() {
    return lead.path().component(lead.path().first());
  }

  /** Whether the lead has passed on a packet since the last look. */
  boolean isReady() {
    return steady == null && lead.begun() > leadPackets;
  }

  boolean isSteady() {
    return steady != null;
  }

  /** Whether the same has ever happened over and over again. */
  boolean hasRepeated() {
    return hasRepeated;
  }

  /** Packets that the lead has passed on. */
  long looks() {
    return looks;
  }

  /** Whether a way passes one of its servers. */
  boolean passes(SimPath path) {
    return members.stream().anyMatch(member -> member.path().meets(path));
  }

  /** Something else was added to what a server has counted. */
  void disturb() {
    earlier = null;
  }

  /** When the same stops to happen; {@link Component#NEVER} while it does not. */
  long steadyUntilPs() {
    Steady now = steady;
    return now == null ? Component.NEVER : now.to.timePs() + now.most * now.periodPs();
  }

  /**
   * Looks at the state at an instant of which nothing is left to happen.
   *
   * @return whether the same happens over and over again from now on
   */
  boolean look(long nowPs) {
    leadPackets = lead.begun();
    looks++;
    if (looks < readyAfter || left(lead) < 2 * FEWEST_PERIODS) {
      return false;
    }
    StateRecord before = earlier;
    boolean even = before != null && isEven();
    boolean old = looks - earlierLook >= Math.max(1, earlierLook / AGE);
    boolean due = before == null || old;
    if (!(due || even) || !readSigns(nowPs)) {
      return false;
    }
    boolean maybe = even && Arrays.equals(signs, earlierSigns);
    if (due || maybe) {
      StateRecord now = record(nowPs, false);
      if (before != null && maybe && now.isLike(before)) {
        return repeat(before, now, nowPs);
      }
      if (due) {
        keep(now);
      }
    }
    if (looks > restAfter) {
      readyAfter = 2 * looks;
      restAfter = readyAfter + readyAfter / AGE;
      earlier = null;
    }
    return false;
  }

  private boolean repeat(StateRecord before, StateRecord now, long nowPs) {
    if (traced && !before.isMarked()) {
      keep(record(nowPs, true));
      return false;
    }
    Map<Transfer, Long> packets = new IdentityHashMap<>();
    long most = Long.MAX_VALUE;
    for (int m = 0; m < members.size(); m++) {
      Transfer member = members.get(m);
      long each = member.begun() - earlierPackets[m];
      packets.put(member, each);
      most = Math.min(most, (left(member) - 2 - now.ahead()) / each);
    }
    Shift.Chains chains = new Shift.Chains(before, now);
    if (most < FEWEST_PERIODS || !chains.settle()) {
      keep(now);
      return false;
    }
    steady = new Steady(before, now, packets, chains, most);
    hasRepeated = true;
    return true;
  }

  /**
   * Reads how many packets wait at each server and when it acts next, which is the same wherever
   * states are alike.
   *
   * @return false if so many wait that looking further costs more than what it may save
   */
  private boolean readSigns(long nowPs) {
    long all = 0;
    int next = 0;
    for (ServerModel server : servers) {
      long nextPs = server.nextPs();
      int pending = server.pending();
      signs[next++] = nextPs == Component.NEVER ? nextPs : nextPs - nowPs;
      signs[next++] = pending;
      all += pending;
    }
    return all <= MOST_PENDING;
  }

  /** Whether the packets since the earlier state take the same time wherever they begin. */
  private boolean isEven() {
    for (int m = 0; m < members.size(); m++) {
      long packets = members.get(m).begun() - earlierPackets[m];
      if (packets <= 0 || !members.get(m).path().isEven(packets)) {
        return false;
      }
    }
    return true;
  }

  private void keep(StateRecord state) {
    earlier = state;
    earlierLook = looks;
    long[] spare = earlierSigns;
    earlierSigns = signs;
    signs = spare;
    earlierPackets = members.stream().mapToLong(Transfer::begun).toArray();
    tape.clear();
  }

  private StateRecord record(long nowPs, boolean marks) {
    StateRecord state = new StateRecord(nowPs, marks);
    walk(state);
    return state;
  }

  private void walk(StateWalk walk) {
    servers.forEach(server -> server.walk(walk));
    members.forEach(member -> member.walk(walk));
  }

  /**
   * Stops to repeat: moves all on by the periods that have passed by an instant. What is left of
   * the period under way is still to happen.
   */
  void stop(long nowPs) {
    Steady now = Objects.requireNonNull(steady);
    long periods = Math.min(now.most, (nowPs - now.to.timePs()) / now.periodPs());
    if (periods > 0) {
      walk(new Shift(now.from, now.to, now.packets, now.chains, periods));
      tape.read(
          (component, kind, from, to) ->
              server(component).record().again(kind, from, to, now.periodPs(), periods));
    }
    steady = null;
    earlier = null;
    leadPackets = lead.begun();
  }

  private ServerModel server(int ordinal) {
    for (ServerModel server : servers) {
      if (server.ordinal() == ordinal) {
        return server;
      }
    }
    throw new IllegalStateException("component " + ordinal + " is not in this meeting");
  }
}
