package dev.scar.hardware;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;

/**
 * Reads the network of another tool's file. An open set: a new one is a class and a line in {@link
 * TopologyImporters#ALL}.
 */
public interface TopologyImporter {
  /** The word by which the command line calls this kind of file. */
  String kind();

  /** What such a file is, for messages. */
  String title();

  /** Whether a file is of this kind, judging by its name and first words. */
  boolean accepts(InputFile file);

  /**
   * The network that the file describes.
   *
   * @param usual what a link has of which the file does not say it; where the file counts cycles, a
   *     link of n cycles has n times this latency
   * @throws InputException with file and line of everything that cannot be imported
   */
  ImportedTopology read(InputFile file, LinkSpec usual);
}
