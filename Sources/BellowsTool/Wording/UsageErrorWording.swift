// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaLanguage
import SchemaModel

/// The messages of usage errors.
extension UsageError {
  /// The message, the usage line, and the help command.
  var message: String {
    let usage = command?.usage ?? "bellows COMMAND [OPTIONS]"
    let more = command.map { "bellows \($0.rawValue) --help" } ?? "bellows --help"
    return """
      error: \(sentence)
      usage: \(usage)
      more:  \(more)

      """
  }

  private var sentence: String {
    switch fact {
    case .noCommand:
      "missing command; commands are \(list(Command.allCases.map(\.rawValue), "and"))"
    case .unknownCommand(let name):
      "unknown command '\(shown(name))'" + suggestion(name, Command.allCases.map(\.rawValue))
    case .unknownOption(let name):
      "unknown option '\(shown(name))'" + suggestion(name, (command?.options ?? [.help, .version]).map(\.flag))
    case .unknownRule(let name) where LanguageDiagnostic(rawValue: name) != nil:
      "'\(name)' is an error of the schema language, not a rule: its message says what to write"
    case .unknownRule(let name):
      "unknown rule '\(shown(name))'"
        + suggestion(
          name, Rule.allCases.map(\.rawValue) + (command == .check ? CheckRule.allCases.map(\.rawValue) : []),
          otherwise: "; 'bellows explain' lists all rules")
    case .optionOfOthers(let option, []):
      "'\(option.flag)' takes no command: bellows \(option.flag)"
    case .optionOfOthers(let option, let commands):
      "'\(option.flag)' is not an option of this command, only of \(list(commands.map(\.rawValue), "and"))"
    case .repeatedOption(let option):
      "'\(option.flag)' is given twice"
    case .missingValue(let option):
      "'\(option.flag)' needs a value: \(option.spelling)"
    case .unexpectedValue(let option):
      "'\(option.flag)' takes no value"
    case .unknownValue(let option, let value, let known):
      "'\(option.flag)' takes \(list(known)), not '\(shown(value))'" + suggestion(value, known)
    case .conflict(let one, let other):
      "'\(one)' and '\(shown(other))' cannot be combined"
    case .needsOther(let option, let other):
      "'\(option.flag)' needs '\(other.flag)'"
    case .missingArgument(let name):
      "missing argument \(name)"
    case .unexpectedArgument(let argument):
      "unexpected argument '\(shown(argument))'"
    case .onlyOneOfTwoPaths(let path):
      "only one path, '\(shown(path))'; give OLD and NEW, no path, or --from REV"
    case .uselessAllowance(let rule):
      "'--allow \(rule)' has no effect: the check has no finding of this rule"
    case .unknownField(let name): "'--reads' names \(shown(name)), which the schema does not have"
    case .unusableName(let name):
      """
      '\(shown(name))' is not a valid plan name
        use letters, digits and single hyphens, with at least one letter, such as 2026-03-01-add-age; 'rows' is taken
      """
    }
  }

  private func suggestion(_ name: String, _ known: [String], otherwise: String = "") -> String {
    guard let near = nearest(to: name, among: known) else { return otherwise }
    return "; did you mean '\(near)'?"
  }
}

/// Items as a phrase: `one, two or three`.
func list(_ items: [String], _ conjunction: String = "or") -> String {
  guard let last = items.last, items.count > 1 else { return items.first ?? "" }
  return items.dropLast().joined(separator: ", ") + " \(conjunction) " + last
}

/// External text on one line and without control characters, cut after 200 characters.
func shown(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars.prefix(200) {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator:
      result += "\\u{" + String(scalar.value, radix: 16) + "}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return text.unicodeScalars.count > 200 ? result + "..." : result
}
