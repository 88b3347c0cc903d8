package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The tutorial is true: its files are saved, its commands given in order, and every line that it
 * shows is printed, in that order, by the last command before it.
 */
class TutorialTest extends CommandTest {
  private static final Path PAGE = Path.of("src/site/markdown/tutorial.md");
  private static final String LEFT_OUT = "…";
  private static final Pattern BLOCK =
      Pattern.compile("(?:<!-- (\\S+) -->\n)?```(json|sh|text)\n(.*?)```\n", Pattern.DOTALL);

  private int files;
  private int commands;
  private int lines;

  @Test
  void everythingIsAsShown() throws IOException {
    Matcher blocks = BLOCK.matcher(Files.readString(PAGE));
    while (blocks.find()) {
      String text = blocks.group(3);
      switch (blocks.group(2)) {
        case "json" -> {
          Files.writeString(folder.resolve(blocks.group(1)), text);
          files++;
        }
        case "sh" -> text.lines().forEach(this::give);
        default -> isPrinted(text);
      }
    }
    assertThat(files).isEqualTo(5);
    assertThat(commands).isEqualTo(7);
    assertThat(lines).isGreaterThan(50);
  }

  /** Gives a command as if the user were in the folder: what lies there, or will, lies there. */
  private void give(String command) {
    List<String> words = new ArrayList<>();
    String before = "";
    for (String word : command.split(" ")) {
      boolean path = before.equals("--out") || Files.exists(folder.resolve(word));
      words.add(path ? folder.resolve(word).toString() : word);
      before = word;
    }
    assertThat(words.remove(0)).isEqualTo("scar");
    assertThat(scar(words.toArray(String[]::new))).as("%s: %s", command, err).isZero();
    commands++;
  }

  private void isPrinted(String text) {
    List<String> printed = out.toString().lines().map(TutorialTest::shown).toList();
    Iterator<String> rest = printed.iterator();
    for (String line :
        text.lines().filter(l -> !l.equals(LEFT_OUT)).map(TutorialTest::shown).toList()) {
      boolean found = false;
      while (!found && rest.hasNext()) {
        found = rest.next().equals(line);
      }
      assertThat(found).as("%s%nis not in%n%s", line, out).isTrue();
      lines++;
    }
  }

  /** Without blanks that depend on the width of a path. */
  private static String shown(String line) {
    return line.strip().replaceAll(" +", " ");
  }
}
