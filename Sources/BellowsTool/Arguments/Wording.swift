// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaLanguage
import SchemaModel

/// The one place where usage errors become sentences.
extension UsageError {
  /// Error, usage, where to read more: the one shape of every usage failure.
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
      "no command given; commands are \(list(Command.allCases.map(\.rawValue)))"
    case .unknownCommand(let word):
      "no command is called '\(shown(word))'" + suggestion(word, Command.allCases.map(\.rawValue))
    case .unknownOption(let word):
      "no option is called '\(shown(word))'" + suggestion(word, (command?.options ?? [.help, .version]).map(\.flag))
    case .unknownRule(let word):
      "no rule is called '\(shown(word))'"
        + suggestion(
          word, Rule.allCases.map(\.rawValue) + (command == .check ? CheckRule.allCases.map(\.rawValue) : []),
          otherwise: "; 'bellows explain' lists them")
    case .optionOfOthers(let option, []):
      "'\(option.flag)' stands alone: bellows \(option.flag)"
    case .optionOfOthers(let option, let commands):
      "'\(option.flag)' is no option of this command, but of \(list(commands.map(\.rawValue)))"
    case .repeatedOption(let option):
      "'\(option.flag)' is given twice"
    case .missingValue(let option):
      "'\(option.flag)' needs a value: \(option.spelling)"
    case .unexpectedValue(let option):
      "'\(option.flag)' takes no value"
    case .unknownValue(let option, let word, let known):
      "'\(option.flag)' takes \(list(known)), not '\(shown(word))'" + suggestion(word, known, isListed: true)
    case .conflict(let one, let other):
      "'\(one)' and '\(shown(other))' exclude each other"
    case .needsOther(let option, let other):
      "'\(option.flag)' goes with '\(other.flag)'"
    case .missingOperand(let name):
      "\(name) is missing"
    case .extraOperand(let word):
      "'\(shown(word))' is one word too many"
    case .onlyOneOfTwoPaths(let path):
      "'\(shown(path))' needs another to be compared with: give OLD and NEW, or neither, or --from REV"
    case .uselessAllowance(let rule):
      "'--allow \(rule)' allows nothing: there is no finding of that rule"
    case .unusableName(let name):
      """
      '\(shown(name))' cannot name a plan
        it becomes a folder and a Swift name: words of letters and digits with hyphens between, as in 2026-03-01-add-age
      """
    }
  }

  private func suggestion(
    _ word: String, _ known: [String], isListed: Bool = false, otherwise: String = ""
  ) -> String {
    guard let near = nearest(to: word, among: known) else { return otherwise }
    return "; did you mean '\(near)'?"
  }
}

/// Words as a sentence has them: `one, two or three`.
func list(_ words: [String], _ last: String = "or") -> String {
  guard let end = words.last, words.count > 1 else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " \(last) " + end
}

/// A word from outside as it can be printed: on one line, without what a terminal would obey.
func shown(_ word: String) -> String {
  var text = ""
  for scalar in word.unicodeScalars.prefix(200) {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator:
      text += "\\u{" + String(scalar.value, radix: 16) + "}"
    default: text.unicodeScalars.append(scalar)
    }
  }
  return word.unicodeScalars.count > 200 ? text + "..." : text
}
