// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage

/// What a command line of `migrate` asks for.
struct MigrateArguments: Hashable, Sendable {
  /// `nil` for the list of commands.
  var verb: MigrateVerb?
  /// The word beside the options, for a command that takes one.
  var operand: String?
  /// Options with what follows them.
  var options: [MigrateOption: String] = [:]

  func has(_ option: MigrateOption) -> Bool { options[option] != nil }
  func text(_ option: MigrateOption) -> String? { options[option] }
  func number(_ option: MigrateOption) -> Int? { options[option].flatMap { Int($0) } }

  /// Reads the words after the program's name.
  init(_ words: [String]) throws(MigrateUsageError) {
    guard let first = words.first else { throw MigrateUsageError(.noCommand) }
    if first == "--help" || first == "-h" || first == "help" { return }
    guard let verb = MigrateVerb(rawValue: first) else { throw MigrateUsageError(.unknownCommand(first)) }
    self.verb = verb
    var rest = words.dropFirst()
    while let word = rest.popFirst() { try take(word, &rest, of: verb) }
    if let name = verb.operand, operand == nil, !has(.help) { throw MigrateUsageError(.missingOperand(name), of: verb) }
  }

  /// Takes an option, and its value from behind `=` or from the next word.
  private mutating func take(
    _ word: String, _ rest: inout ArraySlice<String>, of verb: MigrateVerb
  ) throws(MigrateUsageError) {
    guard word.hasPrefix("-") else {
      guard verb.operand != nil, operand == nil, !word.isEmpty else {
        throw MigrateUsageError(.extraWord(word), of: verb)
      }
      operand = word
      return
    }
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
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
    case .word:
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

  /// How a run is to be carried out.
  var runOptions: RunOptions {
    var run = RunOptions()
    run.batchSize = number(.batchSize) ?? run.batchSize
    run.delay = number(.delay) ?? 0
    run.limit = number(.limit)
    run.only = text(.only)
    run.condition = text(.where)
    run.cursor = text(.cursor).map(Self.key)
    run.concurrency = number(.concurrency) ?? 1
    run.confirmed = text(.confirm)
    run.resumes = has(.resume)
    run.undone = text(.undone)
    return run
  }

  /// A key as people type it: a JSON array, an int, or any other text as it is.
  private static func key(_ text: String) -> [JSONValue] {
    if case .array(let values)? = try? JSONValue(text: text) { return values }
    return [Int64(text).map { .int($0) } ?? .string(text)]
  }
}

/// What is wrong with a command line.
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
    case extraWord(String)
    case missingOperand(String)
  }

  var fact: Fact
  var verb: MigrateVerb?

  init(_ fact: Fact, of verb: MigrateVerb? = nil) {
    self.fact = fact
    self.verb = verb
  }

  /// Error, usage, where to read more.
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
    case .unknownCommand(let word):
      "no command is called '\(printable(word))'; "
        + "commands are \(MigrateVerb.allCases.map(\.rawValue).joined(separator: ", "))"
    case .unknownOption(let word): "no option is called '\(printable(word))'"
    case .optionOfOthers(let option):
      "'\(option.flag)' is no option of this command, but of "
        + MigrateVerb.allCases.filter { $0.options.contains(option) }.map(\.rawValue).joined(separator: ", ")
    case .repeatedOption(let option): "'\(option.flag)' is given twice"
    case .missingValue(let option): "'\(option.flag)' needs a value: \(option.spelling)"
    case .unexpectedValue(let option): "'\(option.flag)' takes no value"
    case .badNumber(let option, let word, let least):
      "'\(option.flag)' takes a number from \(least) on, not '\(printable(word))'"
    case .missingOperand(let name): "\(name) is missing"
    case .extraWord(let word): "'\(printable(word))' is one word too many"
    }
  }
}

/// A text from outside on one line, without what a terminal would obey.
func printable(_ text: String) -> String {
  var shown = ""
  for scalar in text.unicodeScalars.prefix(200) {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator:
      shown += "\\u{" + String(scalar.value, radix: 16) + "}"
    case _: shown.unicodeScalars.append(scalar)
    }
  }
  return text.unicodeScalars.count > 200 ? shown + "..." : shown
}
