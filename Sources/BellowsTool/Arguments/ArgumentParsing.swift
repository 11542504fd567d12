// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import Reports
import SchemaLanguage
import SchemaModel
import SwiftEmitter

/// What a command line (without the program's name) asks for.
func parse(arguments: [String]) throws(UsageError) -> Invocation {
  guard let first = arguments.first else { throw UsageError(.noCommand) }
  let rest = Array(arguments.dropFirst())
  if first == "help" { return try parseHelp(rest) }
  if first.hasPrefix("-") {
    switch Option(flag: first) {
    case .help: return .help(nil)
    case .version: return .version
    case .adopt, .allow, .base, .check, .data, .deploys, .format, .from, .hook, .once, .target, .with, nil:
      throw UsageError(.unknownOption(first))
    }
  }
  guard let command = Command(rawValue: first) else { throw UsageError(.unknownCommand(first)) }
  let words = try Words(rest, for: command)
  if words.has(.help) { return .help(command) }

  switch command {
  case .initialize:
    try words.expect(operands: 0)
    if words.has(.hook) {
      guard !words.has(.target) else { throw UsageError(.conflict(Option.hook.flag, Option.target.flag), in: command) }
      return .installHooks
    }
    return .initialize(target: words.value(.target).flatMap(Target.init(rawValue:)) ?? .sqlite)
  case .plan: return .plan(try parsePlan(words))
  case .generate: return .generate(try parseGenerate(words))
  case .advance:
    try words.expect(operands: 1)
    return .advance(attestation: words.operands[0])
  case .check: return .check(try parseCheck(words))
  case .format: return .format(FormatRequest(paths: words.operands, isCheck: words.has(.check)))
  case .explain: return .explain(try parseExplain(words))
  }
}

/// `bellows help plan` is `bellows plan --help`.
private func parseHelp(_ rest: [String]) throws(UsageError) -> Invocation {
  guard let name = rest.first else { return .help(nil) }
  guard let command = Command(rawValue: name) else { throw UsageError(.unknownCommand(name)) }
  if rest.count > 1 { throw UsageError(.extraOperand(rest[1])) }
  return .help(command)
}

private func parsePlan(_ words: Words) throws(UsageError) -> PlanRequest {
  let operands = words.operands
  let comparison: PlanRequest.Comparison
  if let revision = words.value(.from) {
    try words.expect(operands: 0, orUpTo: 1)
    comparison = .revision(revision, path: operands.first)
  } else {
    try words.expect(operands: 0, orUpTo: 2)
    if operands.count == 1 { throw UsageError(.onlyOneOfTwoPaths(operands[0]), in: .plan) }
    comparison = operands.isEmpty ? .currentToGoal : .paths(old: operands[0], new: operands[1])
  }
  return PlanRequest(comparison: comparison, rollout: words.rollout, format: words.format)
}

private func parseGenerate(_ words: Words) throws(UsageError) -> GenerateRequest {
  if words.has(.adopt) {
    if let name = words.operands.first { throw UsageError(.conflict(Option.adopt.flag, name), in: .generate) }
    for option in [Option.data, .once, .with, .deploys, .base] where words.has(option) {
      throw UsageError(.conflict(Option.adopt.flag, option.flag), in: .generate)
    }
    return .adopt
  }
  try words.expect(operands: 1, orUpTo: words.has(.data) ? .max : 1)
  let text = words.operands[0]
  guard let name = MigrationName(text) else { throw UsageError(.unusableName(text), in: .generate) }
  if words.has(.data) {
    if words.has(.deploys) { throw UsageError(.conflict(Option.data.flag, Option.deploys.flag), in: .generate) }
    let repair = Repair(
      of: words.operands.dropFirst().map { TableName($0) },
      beside: (words.value(.with) ?? "").split(separator: ",").map { TableName(String($0)) },
      isOnce: words.has(.once))
    return .repair(name, repair, base: words.value(.base))
  }
  if words.has(.once) { throw UsageError(.needsOther(.once, .data), in: .generate) }
  if words.has(.with) { throw UsageError(.needsOther(.with, .data), in: .generate) }
  return .plan(name, rollout: words.rollout, base: words.value(.base))
}

private func parseCheck(_ words: Words) throws(UsageError) -> CheckRequest {
  let allowed = words.values(.allow)
  for id in allowed where Rule(rawValue: id) == nil && CheckRule(rawValue: id) == nil {
    throw UsageError(.unknownRule(id), in: .check)
  }
  return CheckRequest(paths: words.operands, base: words.value(.base), allowed: allowed, format: words.format)
}

private func parseExplain(_ words: Words) throws(UsageError) -> Rule? {
  try words.expect(operands: 0, orUpTo: 1)
  guard let text = words.operands.first else { return nil }
  guard let rule = Rule(rawValue: text) else { throw UsageError(.unknownRule(text), in: .explain) }
  return rule
}

/// The words after a command, sorted into options and operands.
private struct Words {
  let command: Command
  private(set) var operands: [String] = []
  private var options: [Option: [String]] = [:]

  init(_ words: [String], for command: Command) throws(UsageError) {
    self.command = command
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        operands += rest
        return
      } else if word.hasPrefix("-"), word != "-" {
        try take(word, &rest)
      } else {
        operands.append(word)
      }
    }
  }

  /// Takes an option, and its value from behind `=` or from the next word.
  private mutating func take(_ word: String, _ rest: inout ArraySlice<String>) throws(UsageError) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let attached = parts.count == 2 ? String(parts[1]) : nil
    guard let option = Option(flag: String(parts[0])) else {
      throw UsageError(.unknownOption(String(parts[0])), in: command)
    }
    guard command.options.contains(option) else {
      let others = Command.allCases.filter { $0.options.contains(option) }
      throw UsageError(.optionOfOthers(option, others), in: command)
    }
    guard options[option] == nil || option.isRepeatable else { throw UsageError(.repeatedOption(option), in: command) }

    switch option.value {
    case .nothing:
      if attached != nil { throw UsageError(.unexpectedValue(option), in: command) }
      options[option] = []
    case .word:
      guard let value = attached ?? rest.popFirst(), !value.isEmpty else {
        throw UsageError(.missingValue(option), in: command)
      }
      options[option, default: []].append(value)
    case .oneOf(_, let known):
      guard let value = attached ?? rest.popFirst() else { throw UsageError(.missingValue(option), in: command) }
      guard known.contains(value) else {
        throw UsageError(.unknownValue(option, value, known: known), in: command)
      }
      options[option] = [value]
    }
  }

  func has(_ option: Option) -> Bool { options[option] != nil }
  func value(_ option: Option) -> String? { options[option]?.first }
  func values(_ option: Option) -> [String] { options[option] ?? [] }
  var rollout: Rollout { value(.deploys).flatMap(Rollout.init(rawValue:)) ?? .rolling }
  var format: OutputFormat { value(.format).flatMap(OutputFormat.init(rawValue:)) ?? .text }

  /// Refuses too few or too many operands.
  func expect(operands least: Int, orUpTo most: Int? = nil) throws(UsageError) {
    if operands.count < least { throw UsageError(.missingOperand(command.firstOperand), in: command) }
    if operands.count > most ?? least { throw UsageError(.extraOperand(operands[most ?? least]), in: command) }
  }
}
