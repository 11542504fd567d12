// Part of Bellows. MIT licence: see LICENSE.

/// The arguments of `migrate`, parsed.
struct MigrateArguments: Hashable, Sendable {
  /// `nil` for the list of commands.
  var verb: MigrateVerb?
  /// The argument beside the options, for a command that takes one.
  var argument: String?
  /// The options with their values.
  var options: [MigrateOption: String] = [:]

  func has(_ option: MigrateOption) -> Bool { options[option] != nil }
  func text(_ option: MigrateOption) -> String? { options[option] }
  func number(_ option: MigrateOption) -> Int? { options[option].flatMap { Int($0) } }

  /// Parses the arguments after the program's name.
  init(_ arguments: [String]) throws(MigrateUsageError) {
    guard let first = arguments.first else { throw MigrateUsageError(.noCommand) }
    if first == "--help" || first == "-h" || first == "help" { return }
    guard let verb = MigrateVerb(rawValue: first) else { throw MigrateUsageError(.unknownCommand(first)) }
    self.verb = verb
    var rest = arguments.dropFirst()
    while let next = rest.popFirst() { try parse(next, &rest, of: verb) }
    if let condition = options[.where], let reason = whyNoCondition(condition) {
      throw MigrateUsageError(.badCondition(condition, reason), of: verb)
    }
    if let name = verb.argument, !name.hasPrefix("["), argument == nil, !has(.help) {
      throw MigrateUsageError(.missingArgument(name), of: verb)
    }
  }

  /// Parses an argument, or an option with its value after `=` or in the next argument.
  private mutating func parse(
    _ text: String, _ rest: inout ArraySlice<String>, of verb: MigrateVerb
  ) throws(MigrateUsageError) {
    guard text.hasPrefix("-") else {
      guard verb.argument != nil, argument == nil, !text.isEmpty else {
        throw MigrateUsageError(.unexpectedArgument(text), of: verb)
      }
      argument = text
      return
    }
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let attached = parts.count == 2 ? parts[1] : nil
    guard let option = MigrateOption(flag: parts[0]) else {
      throw MigrateUsageError(.unknownOption(parts[0]), of: verb)
    }
    guard verb.options.contains(option) else { throw MigrateUsageError(.optionOfOthers(option), of: verb) }
    if options[option] != nil { throw MigrateUsageError(.repeatedOption(option), of: verb) }
    switch option.value {
    case .nothing:
      if attached != nil { throw MigrateUsageError(.unexpectedValue(option), of: verb) }
      options[option] = ""
    case .text:
      guard let value = attached ?? rest.popFirst(), !value.isEmpty else {
        throw MigrateUsageError(.missingValue(option), of: verb)
      }
      options[option] = value
    case .number(_, let least):
      guard let value = attached ?? rest.popFirst() else { throw MigrateUsageError(.missingValue(option), of: verb) }
      guard let number = Int(value), number >= least else {
        throw MigrateUsageError(.badNumber(option, value, least: least), of: verb)
      }
      options[option] = value
    }
  }

  /// The options of a run.
  var runOptions: RunOptions {
    var run = RunOptions()
    run.batchSize = number(.batchSize) ?? run.batchSize
    run.largestBatch = number(.batchSize) ?? 10 * run.batchSize
    run.workers = number(.workers) ?? 1
    run.largestLag = number(.maxLag).map { $0 * 1_000_000 } ?? run.largestLag
    run.standbyWait = number(.standbyWait).map { .seconds($0) } ?? run.standbyWait
    run.lease = number(.lease).map { .seconds($0) } ?? run.lease
    run.delay = number(.delay) ?? 0
    run.limit = number(.limit)
    run.only = text(.only)
    run.condition = text(.where)
    run.cursor = text(.cursor).map(Self.key)
    run.concurrency = number(.concurrency) ?? 1
    run.confirmed = text(.confirm)
    run.ownBackup = text(.ownBackup)
    run.resumes = has(.resume)
    run.isGateless = has(.offline)
    run.largestTransaction = number(.transactionRows) ?? run.largestTransaction
    run.expected = text(.expect)
    run.undone = text(.undone)
    run.serves = has(.serve)
    run.wait = number(.wait) ?? 60
    run.handsOver = true
    run.reconnections = RunOptions.usualReconnections
    // Options that select rows are for one backfill.
    let selectsRows = [.limit, .only, .where, .cursor].contains { has($0) }
    run.slice = selectsRows ? nil : Turns.slice
    return run
  }

  /// Parses the key of an option: a JSON array, an int, or else a text.
  private static func key(_ text: String) -> [JSONValue] {
    if case .array(let values)? = try? JSONValue(text: text) { return values }
    if let number = Int64(text), "\(number)" == text { return [.int(number)] }
    return [.string(text)]
  }
}

/// An error in the arguments.
struct MigrateUsageError: Error, Hashable {
  enum Fact: Hashable {
    case noCommand
    case unknownCommand(String)
    case unknownOption(String)
    case optionOfOthers(MigrateOption)
    case repeatedOption(MigrateOption)
    case missingValue(MigrateOption)
    case unexpectedValue(MigrateOption)
    case badNumber(MigrateOption, String, least: Int)
    case badCondition(String, String)
    case unexpectedArgument(String)
    case missingArgument(String)
  }

  var fact: Fact
  var verb: MigrateVerb?

  init(_ fact: Fact, of verb: MigrateVerb? = nil) {
    self.fact = fact
    self.verb = verb
  }

  /// The error, the usage, and the command for the help.
  var message: String {
    """
    migrate: error: \(sentence)
    usage: \(verb?.usage ?? "migrate COMMAND [OPTIONS]")
    more:  \(verb.map { "migrate \($0.rawValue) --help" } ?? "migrate --help")

    """
  }

  private var sentence: String {
    switch fact {
    case .noCommand: "no command given; commands are \(MigrateVerb.allCases.map(\.rawValue).joined(separator: ", "))"
    case .unknownCommand(let text):
      "unknown command '\(printable(text))'; "
        + "commands are \(MigrateVerb.allCases.map(\.rawValue).joined(separator: ", "))"
    case .unknownOption(let text): "unknown option '\(printable(text))'"
    case .optionOfOthers(let option):
      "'\(option.flag)' is not an option of this command, but of "
        + MigrateVerb.allCases.filter { $0.options.contains(option) }.map(\.rawValue).joined(separator: ", ")
    case .repeatedOption(let option): "'\(option.flag)' is given twice"
    case .missingValue(let option): "'\(option.flag)' needs a value: \(option.spelling)"
    case .unexpectedValue(let option): "'\(option.flag)' takes no value"
    case .badNumber(let option, let text, let least):
      "'\(option.flag)' needs a number of at least \(least), not '\(printable(text))'"
    case .badCondition(let text, let reason):
      "'\(MigrateOption.where.flag)' needs one SQL condition, such as \"id > 100\"; '\(printable(text))' \(reason)"
    case .missingArgument(let name): "missing argument \(name)"
    case .unexpectedArgument(let text): "unexpected argument '\(printable(text))'"
    }
  }
}

/// Returns the first 200 characters of a text, or as many as `limit` says, on one line, with control characters escaped
/// for a terminal.
func printable(_ text: String, limit: Int) -> String {
  var shown = ""
  for scalar in text.unicodeScalars.prefix(limit) {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator:
      shown += "\\u{" + String(scalar.value, radix: 16) + "}"
    case _: shown.unicodeScalars.append(scalar)
    }
  }
  return text.unicodeScalars.count > limit ? shown + "..." : shown
}

/// Returns the first 200 characters of a text on one line, with control characters escaped for a terminal.
func printable(_ text: String) -> String { printable(text, limit: 200) }
