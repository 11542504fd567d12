// Part of Bellows. MIT licence: see LICENSE.

/// A wrong command line, as a fact; `UsageErrorWording.swift` has the messages.
struct UsageError: Error, Hashable {
  enum Fact: Hashable {
    case noCommand
    case unknownCommand(String)
    case unknownOption(String)
    case unknownRule(String)
    /// The option belongs to other commands.
    case optionOfOthers(Option, [Command])
    case repeatedOption(Option)
    case missingValue(Option)
    case unexpectedValue(Option)
    case unknownValue(Option, String, known: [String])
    /// Two options, or an option and an argument, that exclude each other.
    case conflict(String, String)
    /// An option that requires another.
    case needsOther(Option, Option)
    case missingArgument(String)
    case unexpectedArgument(String)
    case onlyOneOfTwoPaths(String)
    case unusableName(String)
    /// A table or field of `--reads` that the schema does not have.
    case unknownField(String)
    /// `--allow` for a rule without a finding.
    case uselessAllowance(String)
  }

  var fact: Fact
  /// The command whose help to point to.
  var command: Command?

  init(_ fact: Fact, in command: Command? = nil) {
    self.fact = fact
    self.command = command
  }
}
