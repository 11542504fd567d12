// Part of Bellows. MIT licence: see LICENSE.

/// What is wrong with a command line: the facts, which `Wording` puts into words.
struct UsageError: Error, Hashable {
  enum Fact: Hashable {
    case noCommand
    case unknownCommand(String)
    case unknownOption(String)
    case unknownRule(String)
    /// The option exists, but not here.
    case optionOfOthers(Option, [Command])
    case repeatedOption(Option)
    case missingValue(Option)
    case unexpectedValue(Option)
    case unknownValue(Option, String, known: [String])
    /// Two options, or an option and an operand, that exclude each other.
    case conflict(String, String)
    /// An option that means something beside another alone.
    case needsOther(Option, Option)
    case missingOperand(String)
    case extraOperand(String)
    case onlyOneOfTwoPaths(String)
    case unusableName(String)
    /// `--allow` for what was not found.
    case uselessAllowance(String)
  }

  var fact: Fact
  /// Whose help will tell more.
  var command: Command?

  init(_ fact: Fact, in command: Command? = nil) {
    self.fact = fact
    self.command = command
  }
}
