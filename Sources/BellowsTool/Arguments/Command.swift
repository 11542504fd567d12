// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage

/// What `bellows` can be told to do: one case a command, in the order of its help.
///
/// A new command is a case here, a case of `Invocation`, its words in `Help`, and a file under `Commands/`; exhaustive
/// switches lead to each of them.
enum Command: String, CaseIterable {
  case initialize = "init"
  case plan
  case generate
  case advance
  case check
  case format
  case explain

  /// The options that it knows, in the order of its usage line.
  var options: [Option] {
    switch self {
    case .initialize: [.target, .hook, .help]
    case .plan: [.from, .deploys, .format, .help]
    case .generate: [.adopt, .data, .once, .with, .deploys, .base, .help]
    case .advance: [.help]
    case .check: [.base, .allow, .format, .help]
    case .format: [.check, .help]
    case .explain: [.help]
    }
  }

  /// Its operands as the usage line shows them.
  var operands: String? {
    switch self {
    case .initialize: nil
    case .plan: "[OLD NEW]"
    case .generate: "NAME [TABLE ...]"
    case .advance: "FILE"
    case .check: "[PATH ...]"
    case .format: "[PATH ...]"
    case .explain: "[RULE]"
    }
  }

  /// What is missing when none is given.
  var firstOperand: String { operands?.split(separator: " ").first.map(String.init) ?? "" }

  /// How it is called: `bellows plan [OLD NEW] [--from REV] ...`.
  var usage: String {
    let options = options.filter { $0 != .help }.map { "[\($0.spelling)]\($0.isRepeatable ? "..." : "")" }
    var lines = [""]
    for word in ["bellows", rawValue] + [operands].compactMap(\.self) + options {
      let line = lines[lines.count - 1]
      // Under the command's name, as help and errors begin the line with a word of seven letters.
      if line.count + word.count > 72 {
        lines.append("        " + word)
      } else {
        lines[lines.count - 1] = line.isEmpty ? word : line + " " + word
      }
    }
    return lines.joined(separator: "\n")
  }
}
