/**
 * A crew on several machines: a coordinator, which explores and alone writes, and workers, which
 * pull questions from it and send answers back, over Akka Cluster.
 *
 * <p>Messages are texts: a question is canonical JSON, so no serializer of objects is needed and
 * none is allowed. Work pulling gives the questions of a worker that is gone to others, once the
 * cluster has removed it; an answer is sent until the coordinator says that it has it, and only
 * then is the question done with. An answer may so come twice, which {@code explore.Records}
 * compares. Who is suspected is told late ({@value dev.scar.cluster.ClusterOptions#PAUSE}), since a
 * machine that computes on all cores answers late; the side that has the coordinator goes on, the
 * other one joins anew. Start at {@link dev.scar.cluster.ClusterCrew}.
 *
 * <p>Nothing here is stable; coordinator and workers are of the same version.
 */
@NullMarked
package dev.scar.cluster;

import org.jspecify.annotations.NullMarked;
