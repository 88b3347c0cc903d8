package dev.scar.paper;

/** How a claim is checked. */
@FunctionalInterface
interface Check {
  Judgement judge(Paper.Claim claim, Results results);
}
