// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage

/// The commands of `bellows`, in the order of its help.
///
/// `Architecture.md` lists what a new command needs.
enum Command: String, CaseIterable {
  case initialize = "init"
  case plan
  case generate
  case sync
  case advance
  case back
  case drop
  case retire
  case status
  case check
  case format
  case explain

  /// Its options, in the order of its usage line.
  var options: [Option] {
    switch self {
    case .initialize: [.target, .grdb, .postgresnio, .hook, .help]
    case .plan: [.from, .rollout, .format, .help]
    case .generate: [.adopt, .data, .set, .where, .once, .reads, .rollout, .base, .help]
    case .sync: [.base, .help]
    case .advance, .back, .drop, .retire, .status: [.help]
    case .check: [.base, .allow, .format, .help]
    case .format: [.check, .help]
    case .explain: [.help]
    }
  }

  /// Its positional arguments, as the usage line shows them.
  var positional: String? {
    switch self {
    case .initialize, .sync, .status: nil
    case .plan: "[OLD NEW]"
    case .generate: "NAME [TABLE ...]"
    case .advance: "[FILE | PLAN]"
    case .back, .drop, .retire: "PLAN"
    case .check: "[PATH ...]"
    case .format: "[PATH ...]"
    case .explain: "[RULE]"
    }
  }

  /// The name of the first positional argument.
  var firstArgument: String { positional?.split(separator: " ").first.map(String.init) ?? "" }

  /// Its usage line: `bellows plan [OLD NEW] [--from REV] ...`.
  var usage: String {
    let options = options.filter { $0 != .help }.map { "[\($0.spelling)]\($0.isRepeatable ? "..." : "")" }
    var lines = [""]
    for part in ["bellows", rawValue] + [positional].compactMap(\.self) + options {
      let line = lines[lines.count - 1]
      // Aligned with the command's name: help and errors begin the line with `usage: `.
      if line.count + part.count > 72 {
        lines.append("        " + part)
      } else {
        lines[lines.count - 1] = line.isEmpty ? part : line + " " + part
      }
    }
    return lines.joined(separator: "\n")
  }
}
