package dev.scar.sim;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a transfer waited at one position of its path behind one other transfer or pause.
 *
 * <p>The remaining parts of a transfer's waits are never negative and add up to its contention
 * delay δ ({@code replay-rules.md#waits}).
 *
 * @param position on the path of the one that waited
 * @param behind flow of the transfer that was served meanwhile, or the pause of a DRAM; null if
 *     neither (the resource held the packet back) or if the flow control does not say
 * @param miniBatch its mini-batch; 0 if there is none
 * @param grossPs how long, on the way of bytes that decided the arrival
 * @param remainingPs what of that is left in the arrival: a wait further up is absorbed where the
 *     transfer would have had to wait for its own bytes anyhow
 */
public record Wait(
    int position, @Nullable Culprit behind, int miniBatch, long grossPs, long remainingPs) {
  public Wait {
    if (remainingPs < 0 || remainingPs > grossPs) {
      throw new IllegalArgumentException(remainingPs + " ps of a wait of " + grossPs + " ps");
    }
  }

  /** The flow that it waited behind, if it is known. */
  public Optional<FlowProgram> other() {
    return behind instanceof FlowProgram flow ? Optional.of(flow) : Optional.empty();
  }

  /** The pause that it waited for, if it was one. */
  public Optional<Pause> pause() {
    return behind instanceof Pause pause ? Optional.of(pause) : Optional.empty();
  }
}
