package dev.scar.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.plan.Resource;
import org.junit.jupiter.api.Test;

/** What a resource counts, and what it notices of a broken model. */
class ResourceAuditTest {
  private static final Resource LINK = ByHand.link(0, 100);
  private final ResourceAudit audit = new ResourceAudit();

  private void is(long packets, long bytes, long busyPs, long overlaps, long idle) {
    assertThat(audit.use(LINK))
        .isEqualTo(new ResourceUse(LINK, packets, bytes, busyPs, overlaps, idle));
  }

  @Test
  void packetsInTurnAreCounted() {
    audit.served(100, 100, 200, 100, 10);
    audit.served(150, 200, 250, 50, 5);
    audit.served(300, 300, 400, 60, 6); // Waits for bytes, and is busy from 340 on.
    is(3, 21, 210, 0, 0);
    audit.served(4, 40, 400, 800);
    audit.served(700, 800, 810, 10, 1);
    is(8, 62, 620, 0, 0);
  }

  @Test
  void packetsAtOnceOrBeforeTheirHeadsOverlap() {
    audit.served(100, 100, 200, 100, 10);
    audit.served(150, 199, 299, 100, 10);
    is(2, 20, 200, 1, 0);
    audit.served(400, 399, 499, 100, 10);
    is(3, 30, 300, 2, 0);
    audit.served(499, 499, 598, 100, 10); // Would be busy from 498 on.
    is(4, 40, 400, 3, 0);
    audit.served(598, 598, 698, 100, 10);
    is(5, 50, 500, 3, 0);
  }

  @Test
  void nobodyWaitsForAnIdleResource() {
    audit.served(100, 101, 201, 100, 10);
    is(1, 10, 100, 0, 1);
    audit.served(150, 201, 301, 100, 10);
    is(2, 20, 200, 0, 1);
    audit.served(150, 302, 402, 100, 10);
    is(3, 30, 300, 0, 2);
    audit.paused(500);
    audit.served(410, 500, 600, 100, 10);
    is(4, 40, 400, 0, 2);
    audit.paused(700);
    audit.served(610, 701, 801, 100, 10);
    is(5, 50, 500, 0, 3);
  }
}
