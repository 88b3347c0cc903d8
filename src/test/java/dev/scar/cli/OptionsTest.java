package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of all commands by the model of the command line: defaults, help, origin. */
class OptionsTest {
  /** All commands of ours, subcommands included. */
  static List<CommandSpec> commands() {
    List<CommandSpec> all = new ArrayList<>();
    collect(Main.commandLine(), all);
    return all;
  }

  private static void collect(CommandLine line, List<CommandSpec> all) {
    if (!Set.of("help", "generate-completion").contains(line.getCommandName())) {
      all.add(line.getCommandSpec());
      line.getSubcommands().values().forEach(sub -> collect(sub, all));
    }
  }

  private static String help(ArgSpec argument) {
    return String.join(" ", argument.description());
  }

  /** A default is where the options' record has it, not once more in an annotation. */
  @Test
  void noAnnotationHasADefaultOfItsOwn() {
    for (CommandSpec command : commands()) {
      for (ArgSpec argument : command.args()) {
        String where = command.qualifiedName() + " " + argument.paramLabel();
        assertThat(argument.defaultValue()).as(where).isNull();
      }
    }
  }

  /** Whatever help calls a default is what the field begins with, or is said in words. */
  @Test
  void defaultsInHelpAreThoseOfTheFields() {
    Pattern said = Pattern.compile("default: ([^)]*)\\)");
    int shown = 0;
    for (CommandSpec command : commands()) {
      for (ArgSpec argument : command.args()) {
        String where = command.qualifiedName() + ": " + help(argument);
        String standard = Values.standard(argument);
        List<String> defaults =
            said.matcher(help(argument)).results().map(match -> match.group(1)).toList();
        if (standard != null) {
          assertThat(help(argument)).as(where).contains("default: " + standard);
          shown++;
        } else {
          assertThat(defaults).as(where).allMatch(words -> words.contains(" "));
        }
      }
    }
    assertThat(shown).isGreaterThan(60);
  }

  /** {@code a|b|c} in help are what the option takes, all of it. */
  @Test
  void choicesInHelpAreThoseOfTheCode() {
    int checked = 0;
    for (CommandSpec command : commands()) {
      for (OptionSpec option : command.options()) {
        if (option.type().isEnum() && option.converters().length == 0) {
          Set<String> named = new TreeSet<>(List.of(option.paramLabel().split("\\|")));
          Set<String> known = new TreeSet<>();
          for (Object constant : option.type().getEnumConstants()) {
            known.add(constant.toString().toLowerCase(Locale.ROOT));
          }
          assertThat(named)
              .as(command.qualifiedName() + " " + option.longestName())
              .isEqualTo(known);
          checked++;
        }
      }
    }
    assertThat(checked).isGreaterThan(15);
  }
}
