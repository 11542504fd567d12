// Part of Bellows. MIT licence: see LICENSE.
import MigrationSQL
import SchemaLanguage
import SchemaModel

/// The names of one Swift scope; repeated names get a number.
struct NameScope {
  /// Swift compares strings by canonical equivalence, so names that look the same are equal.
  private(set) var taken: Set<String>

  init(taken: Set<String> = []) { self.taken = taken }

  /// Returns the wanted name, or the first free one of `wanted2`, `wanted3` and so on.
  mutating func claim(_ wanted: String, besides reserved: Set<String> = []) -> String {
    var name = wanted
    var number = 2
    while reserved.contains(name) || !taken.insert(name).inserted {
      name = wanted + (wanted.last?.isNumber == true ? "_" : "") + String(number)
      number += 1
    }
    return name
  }

  /// Returns the prefix of a table's row types; none of them hides a type of Swift or the runtime.
  mutating func claimRows(of table: TableName) -> String {
    let name = table.text.upperCamelCase(orElse: "Table")
    let isHiding = ["Row", "Write", "ID", "CopyWrite"].contains { SwiftWords.outerTypes.contains(name + $0) }
    return claim(isHiding ? name + "Table" : name)
  }

  /// Whether a name is taken.
  func has(_ name: String) -> Bool { taken.contains(name) }
}

extension String {
  /// A name for a property, a case or a function: `user-name` is `userName`.
  func lowerCamelCase(orElse fallback: String) -> String {
    let words = identifierWords
    guard let first = words.first else { return fallback }
    return Self.identifier(first.loweredAtFront + words.dropFirst().map(\.raisedAtFront).joined())
  }

  /// A name for a type: `user-name` is `UserName`.
  func upperCamelCase(orElse fallback: String) -> String {
    let words = identifierWords
    return words.isEmpty ? fallback : Self.identifier(words.map(\.raisedAtFront).joined())
  }

  /// The runs of letters and digits.
  private var identifierWords: [String] {
    var words: [String] = []
    var word = ""
    for scalar in unicodeScalars {
      if scalar.isIdentifierPart || !word.isEmpty && scalar.isIdentifierMark {
        word.unicodeScalars.append(scalar)
      } else if !word.isEmpty {
        words.append(word)
        word = ""
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  private static func identifier(_ name: String) -> String {
    name.unicodeScalars.first.map { $0.properties.generalCategory == .decimalNumber } == true ? "_" + name : name
  }

  private var raisedAtFront: String { prefix(1).uppercased() + dropFirst() }

  /// `Name` is `name`, `URLPath` is `urlPath`, `ID` is `id`.
  private var loweredAtFront: String {
    let capitals = prefix { $0.isUppercase }
    let rest = dropFirst(capitals.count)
    if capitals.count > 1, rest.first?.isLowercase == true {
      return capitals.dropLast().lowercased() + capitals.suffix(1) + rest
    }
    return capitals.lowercased() + rest
  }

  /// This identifier, in backticks if it is a keyword.
  var escaped: String { SwiftWords.keywords.contains(self) ? "`\(self)`" : self }

  /// This identifier as an argument label, where only few keywords need backticks.
  var argumentLabel: String { ["inout", "let", "var"].contains(self) ? escaped : self }
}

extension Unicode.Scalar {
  /// Letters and digits; other symbols may be legal, but are hard to type.
  fileprivate var isIdentifierPart: Bool {
    if isASCII { return properties.isAlphabetic || (0x30...0x39).contains(value) }
    switch properties.generalCategory {
    // The compiler rejects letters of planes above the second.
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter, .decimalNumber: return value < 0x2FFFE
    case .modifierLetter, .nonspacingMark, .spacingMark, .enclosingMark, .letterNumber, .otherNumber,
      .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol,
      .spaceSeparator,
      .lineSeparator, .paragraphSeparator, .control, .format, .surrogate, .privateUse, .unassigned:
      return false
    @unknown default: return false
    }
  }

  /// Vowels and other marks that scripts such as Devanagari and Thai need; not accents or invisible characters.
  fileprivate var isIdentifierMark: Bool {
    guard value > 0x0482, value < 0x2FFFE, !properties.isDefaultIgnorableCodePoint else { return false }
    switch value {
    // Combining marks for all scripts.
    case 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE20...0xFE2F: return false
    case _: return [.nonspacingMark, .spacingMark].contains(properties.generalCategory)
    }
  }
}

/// Names that generated Swift must not use.
enum SwiftWords {
  /// Escaped by backticks.
  static let keywords: Set<String> = [
    "associatedtype", "class", "deinit", "enum", "extension", "fileprivate", "func", "import", "init", "inout",
    "internal", "let", "open", "operator", "precedencegroup", "private", "protocol", "public", "rethrows", "static",
    "struct", "subscript", "typealias", "var", "break", "case", "catch", "continue", "default", "defer", "do", "else",
    "fallthrough", "for", "guard", "if", "in", "repeat", "return", "switch", "throw", "where", "while", "Any", "as",
    "await", "false", "is", "nil", "self", "Self", "super", "throws", "true", "try", "async", "actor", "some", "any",
    "each", "consume", "borrowing", "consuming", "copy", "package", "macro", "nonisolated", "sending", "yield", "_",
  ]

  /// Names of members with a meaning in every type, or in every generated type.
  static let members: Set<String> = [
    "self", "Self", "Type", "Protocol", "init", "none", "some", "json", "hash", "hashValue", "encode", "table",
    "columns", "keyColumns", "columnValues", "assignedColumns", "memberNames", "set", "write", "carried",
    "allCases", "literals", "recordKey", "description",
  ]

  /// Names of types that generated Swift uses, or with another meaning.
  static let types: Set<String> = [
    "APIRow", "After", "Any", "AnyObject", "Array", "AssignedRow", "Backfill", "BackfillRow", "Bellows", "Bool",
    "BuiltInConversion", "Carried",
    "CaseIterable", "ChangedRow", "Codable", "Column", "ColumnNames", "ColumnSet", "Columns", "Data", "Day",
    "Decodable", "Dictionary", "Double", "Encodable", "Error", "ExactDecimal", "Foundation",
    "FoundationEssentials", "Hashable", "Int", "Int64", "JSONObject", "JSONValue", "Key", "LiteralUnion", "Migration",
    "MigrateCommand", "MigrationDeploy", "MigrationGate", "MigrationPlan", "MigrationRefused", "Migrations",
    "Migrator", "NarrowedUnion", "Never", "Null", "Nullable", "ObjectReader", "ObjectWriter", "Optional", "Plans",
    "Protocol",
    "ReadableRow", "Record", "RecordKey", "RowChanges", "RowReader", "RowRefused", "RowUnreadable", "RowWriter",
    "Rows", "Self", "Sendable", "ServerType", "Set", "StoredRow", "StoredValue", "String", "Swift", "TableRow",
    "TestedRow", "Timestamp",
    "Type", "UUID", "Unfilled", "Void", "WritableRow",
  ]

  /// The other types of the runtime, which a top-level type would hide.
  static let runtime: Set<String> = [
    "Access", "BackfillRollback", "BackfillSQL", "Backup", "BackupContents", "Batch",
    "BatchOutcome", "CheckOutcome",
    "CopyableDatabase", "Database", "DatabaseInUse", "DatabaseSession", "DatabaseUnable", "DirectDatabase",
    "DirectStep", "ErasableDatabase", "ExplainableDatabase", "ExplainedSteps", "Filter", "InspectableDatabase",
    "LedgerTable", "LiteralValue", "MigrationLock", "MigrationStatus", "PlanEdge",
    "PreparableDatabase",
    "PreparationStep", "Query", "Rebuild",
    "RehearsableDatabase", "RestoreOutcome", "RollbackPlan", "RowCheckingDatabase", "RowMisfit", "RowQueries",
    "RowStatement",
    "RowUpdate",
    "ReplicationLag", "RowUpdateOutcome", "SchemaRehearsal", "SchemaStatement", "StoredCheck",
    "StoredColumns",
    "StoredFill",
    "StoredMove",
    "StoredObject", "StoredTable", "StoredTables", "StoredValues", "TableChange", "WriteContention",
  ]

  /// Types of Foundation that an app uses beside the generated types.
  static let foundation: Set<String> = [
    "Bundle", "Calendar", "CharacterSet", "Date", "DateComponents", "DateInterval", "Decimal", "Dimension",
    "FileHandle", "FileManager", "Formatter", "Host", "IndexPath", "IndexSet", "Locale", "Lock", "Measurement",
    "Message", "Notification", "Operation", "Pipe", "Port", "Process", "Progress", "Scanner", "Stream", "Thread",
    "TimeInterval", "TimeZone", "Timer", "URL", "URLRequest", "Unit", "UserDefaults",
  ]

  /// Names that no top-level type or plan may have.
  static let outerTypes = types.union(runtime)

  /// The name of a property, case or parameter, changed if it is reserved.
  static func member(_ name: String) -> String { members.contains(name) ? name + "_" : name }

  /// The name of a type, changed if it is reserved.
  static func type(_ name: String) -> String { types.contains(name) ? name + "_" : name }
}
