package dev.scar.traffic;

import dev.scar.sim.PacketSource;
import java.util.PriorityQueue;

/**
 * A node that answers: it sends requests of its own and a reply for each one that it gets, whatever
 * was created first; replies before requests of the same cycle.
 */
final class ReplyingSource implements PacketSource {
  private final BernoulliSource own;
  private final TrafficMix mix;
  private final TrafficWindow window;
  private final PriorityQueue<Reply> replies = new PriorityQueue<>();
  private long created;

  private record Reply(long createdPs, int target) implements Comparable<Reply> {
    @Override
    public int compareTo(Reply other) {
      int byTime = Long.compare(createdPs, other.createdPs);
      return byTime != 0 ? byTime : Integer.compare(target, other.target);
    }
  }

  ReplyingSource(BernoulliSource own, TrafficMix mix, TrafficWindow window) {
    this.own = own;
    this.mix = mix;
    this.window = window;
  }

  /** A request has come from a node; the reply is created at this time. */
  void reply(int target, long createdPs) {
    replies.add(new Reply(createdPs, target));
  }

  private boolean isReply() {
    Reply first = replies.peek();
    return first != null && first.createdPs() <= own.creationPs();
  }

  @Override
  public long creationPs() {
    return isReply() ? replies.element().createdPs() : own.creationPs();
  }

  @Override
  public int target() {
    return isReply() ? replies.element().target() : own.target();
  }

  @Override
  public int tag() {
    return isReply() ? mix.replyTag() : own.tag();
  }

  @Override
  public int flits() {
    return isReply() ? mix.replyFlits() : own.flits();
  }

  @Override
  public void entered(long startPs) {
    if (isReply()) {
      created += window.holds(replies.remove().createdPs()) ? 1 : 0;
    } else {
      own.entered(startPs);
    }
  }

  /** Measured replies that have entered the network. */
  long createdReplies() {
    return created;
  }

  /** Whether all replies so far that were created in the window have entered the network. */
  boolean isThrough() {
    Reply first = replies.peek();
    return first == null || first.createdPs() >= window.endPs();
  }
}
