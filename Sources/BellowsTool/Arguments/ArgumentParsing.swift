// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import Reports
import SchemaLanguage
import SchemaModel
import SwiftEmitter

/// Parses a command line, without the program's name.
func parse(arguments: [String]) throws(UsageError) -> Invocation {
  guard let first = arguments.first else { throw UsageError(.noCommand) }
  let rest = Array(arguments.dropFirst())
  if first == "help" { return try parseHelp(rest) }
  if first.hasPrefix("-") {
    switch Option(flag: first) {
    case .help: return .help(nil)
    case .version: return .version
    case .adopt, .allow, .base, .check, .data, .rollout, .format, .from, .grdb, .hook, .once, .postgresnio, .reads,
      .set, .target,
      .where, nil:
      throw UsageError(.unknownOption(first))
    }
  }
  guard let command = Command(rawValue: first) else { throw UsageError(.unknownCommand(first)) }
  let arguments = try CommandArguments(rest, for: command)
  if arguments.has(.help) { return .help(command) }

  switch command {
  case .initialize:
    try arguments.expect(0)
    if arguments.has(.hook) {
      for option in [Option.target, .grdb, .postgresnio] where arguments.has(option) {
        throw UsageError(.conflict(Option.hook.flag, option.flag), in: command)
      }
      return .installHooks
    }
    let target = arguments.value(.target).flatMap(Target.init(rawValue:))
    let libraries = ClientLibrary.allCases.filter { arguments.has($0.option) }
    if libraries.count > 1 {
      throw UsageError(.conflict(libraries[0].option.flag, libraries[1].option.flag), in: command)
    }
    if let library = libraries.first, let target, target != library.target {
      throw UsageError(.conflict(library.option.flag, "--target \(target.rawValue)"), in: command)
    }
    return .initialize(target: target, library: libraries.first)
  case .plan: return .plan(try parsePlan(arguments))
  case .generate: return .generate(try parseGenerate(arguments))
  case .advance:
    try arguments.expect(0, upTo: 1)
    return .advance(arguments.positional.first)
  case .sync:
    try arguments.expect(0)
    return .sync(base: arguments.value(.base))
  case .back: return .back(try parsePlanName(arguments, of: command))
  case .drop: return .drop(try parsePlanName(arguments, of: command))
  case .retire: return .retire(try parsePlanName(arguments, of: command))
  case .status:
    try arguments.expect(0)
    return .status
  case .check: return .check(try parseCheck(arguments))
  case .format: return .format(FormatRequest(paths: arguments.positional, isCheck: arguments.has(.check)))
  case .explain: return .explain(try parseExplain(arguments))
  }
}

/// `bellows help plan` is `bellows plan --help`.
private func parseHelp(_ rest: [String]) throws(UsageError) -> Invocation {
  guard let name = rest.first else { return .help(nil) }
  guard let command = Command(rawValue: name) else { throw UsageError(.unknownCommand(name)) }
  if rest.count > 1 { throw UsageError(.unexpectedArgument(rest[1])) }
  return .help(command)
}

/// The name of a plan, or the path of its folder.
private func parsePlanName(_ arguments: CommandArguments, of command: Command) throws(UsageError) -> MigrationName {
  try arguments.expect(1)
  let text = arguments.positional[0]
  let name = text.split(separator: "/").last.map(String.init) ?? text
  guard let name = MigrationName(name) else { throw UsageError(.unusableName(text), in: command) }
  return name
}

private func parsePlan(_ arguments: CommandArguments) throws(UsageError) -> PlanRequest {
  let positional = arguments.positional
  let comparison: PlanRequest.Comparison
  if let revision = arguments.value(.from) {
    try arguments.expect(0, upTo: 1)
    comparison = .revision(revision, path: positional.first)
  } else {
    try arguments.expect(0, upTo: 2)
    if positional.count == 1 { throw UsageError(.onlyOneOfTwoPaths(positional[0]), in: .plan) }
    comparison = positional.isEmpty ? .currentToGoal : .paths(old: positional[0], new: positional[1])
  }
  return PlanRequest(comparison: comparison, rolloutMode: arguments.rolloutMode, format: arguments.format)
}

private func parseGenerate(_ arguments: CommandArguments) throws(UsageError) -> GenerateRequest {
  if arguments.has(.adopt) {
    if let name = arguments.positional.first { throw UsageError(.conflict(Option.adopt.flag, name), in: .generate) }
    for option in [Option.data, .set, .where, .once, .reads, .rollout, .base] where arguments.has(option) {
      throw UsageError(.conflict(Option.adopt.flag, option.flag), in: .generate)
    }
    return .adopt
  }
  try arguments.expect(1, upTo: arguments.has(.data) ? .max : 1)
  let text = arguments.positional[0]
  guard let name = MigrationName(text) else { throw UsageError(.unusableName(text), in: .generate) }
  let reads = arguments.value(.reads).map(FunctionReads.init)
  if arguments.has(.data) {
    if arguments.has(.rollout) { throw UsageError(.conflict(Option.data.flag, Option.rollout.flag), in: .generate) }
    let repair = Repair(
      of: arguments.positional.dropFirst().map { TableName($0) },
      beside: reads?.tables ?? [], isOnce: arguments.has(.once), sql: try arguments.repairSQL())
    return .repair(name, repair, base: arguments.value(.base))
  }
  for option in [Option.once, .set, .where] where arguments.has(option) {
    throw UsageError(.needsOther(option, .data), in: .generate)
  }
  return .plan(
    name, rollout: arguments.has(.rollout) ? arguments.rolloutMode : nil, reads: reads, base: arguments.value(.base))
}

extension CommandArguments {
  /// The SQL of `--set` and `--where`; `nil` without `--set`.
  fileprivate func repairSQL() throws(UsageError) -> RepairSQL? {
    guard has(.set) else {
      if has(.where) { throw UsageError(.needsOther(.where, .set), in: .generate) }
      return nil
    }
    // SQL reads other tables without row types.
    if has(.reads) { throw UsageError(.conflict(Option.set.flag, Option.reads.flag), in: .generate) }
    return RepairSQL(values(.set), where: value(.where))
  }
}

private func parseCheck(_ arguments: CommandArguments) throws(UsageError) -> CheckRequest {
  let allowed = arguments.values(.allow)
  for id in allowed where Rule(rawValue: id) == nil && CheckRule(rawValue: id) == nil {
    throw UsageError(.unknownRule(id), in: .check)
  }
  return CheckRequest(
    paths: arguments.positional, base: arguments.value(.base), allowed: allowed, format: arguments.format)
}

private func parseExplain(_ arguments: CommandArguments) throws(UsageError) -> Rule? {
  try arguments.expect(0, upTo: 1)
  guard let text = arguments.positional.first else { return nil }
  guard let rule = Rule(rawValue: text) else { throw UsageError(.unknownRule(text), in: .explain) }
  return rule
}

/// The arguments after a command: options and positional arguments.
private struct CommandArguments {
  let command: Command
  private(set) var positional: [String] = []
  private var options: [Option: [String]] = [:]

  init(_ arguments: [String], for command: Command) throws(UsageError) {
    self.command = command
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        positional += rest
        return
      } else if argument.hasPrefix("-"), argument != "-" {
        try parse(argument, &rest)
      } else {
        positional.append(argument)
      }
    }
  }

  /// Parses an option, with its value after `=` or in the next argument.
  private mutating func parse(_ argument: String, _ rest: inout ArraySlice<String>) throws(UsageError) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
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
    case .any:
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
  var rolloutMode: RolloutMode { value(.rollout).flatMap(RolloutMode.init(rawValue:)) ?? .rolling }
  var format: OutputFormat { value(.format).flatMap(OutputFormat.init(rawValue:)) ?? .text }

  /// Throws for too few or too many positional arguments.
  func expect(_ least: Int, upTo most: Int? = nil) throws(UsageError) {
    if positional.count < least { throw UsageError(.missingArgument(command.firstArgument), in: command) }
    let most = most ?? least
    if positional.count > most { throw UsageError(.unexpectedArgument(positional[most]), in: command) }
  }
}
