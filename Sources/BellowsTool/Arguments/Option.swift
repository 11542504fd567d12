// Part of Bellows. MIT licence: see LICENSE.
import Reports
import SchemaLanguage
import SchemaModel

/// An option of some command, by its long name.
enum Option: String, CaseIterable {
  case adopt
  case allow
  case base
  case check
  case data
  case format
  case from
  case grdb
  case help
  case hook
  case once
  case postgresnio
  case reads
  case rollout
  case set
  case target
  case version
  case `where`

  /// The kind of value that follows it.
  enum Value: Hashable {
    case nothing
    /// Any value; the usage line shows it under this name.
    case any(String)
    /// One of these values; the usage line shows this name.
    case oneOf(String, [String])
  }

  var value: Value {
    switch self {
    case .adopt, .check, .data, .grdb, .help, .hook, .once, .postgresnio, .version: .nothing
    case .allow: .any("RULE")
    case .base, .from: .any("REV")
    case .rollout: .oneOf("HOW", RolloutMode.allCases.map(\.rawValue))
    case .format: .oneOf("FORMAT", OutputFormat.allCases.map(\.rawValue))
    case .target: .oneOf("TARGET", Target.allCases.map(\.rawValue))
    case .reads: .any("WHAT")
    case .set: .any("SQL")
    case .where: .any("SQL")
    }
  }

  /// Whether it may be given several times.
  var isRepeatable: Bool { self == .allow || self == .set }

  /// The option as it is typed: `--from`.
  var flag: String { "--" + rawValue }

  /// The option with its value: `--from REV`.
  var spelling: String {
    switch value {
    case .nothing: flag
    case .any(let name), .oneOf(let name, _): "\(flag) \(name)"
    }
  }

  /// Finds an option by its flag: `--help`, or `-h`, the only short name.
  init?(flag: String) {
    if flag == "-h" {
      self = .help
    } else if flag.hasPrefix("--"), let option = Option(rawValue: String(flag.dropFirst(2))) {
      self = option
    } else {
      return nil
    }
  }
}
