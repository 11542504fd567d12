// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsSQLite
import SchemaEdits
import SchemaModel

/// The type and the stored form of a column in the schema language.
struct ColumnKind: Hashable {
  var type: ValueType
  var storedForm: StoredForm?
  /// A note for the reader of the schema.
  var note: String?
  /// Why the column is omitted from the schema: the language has no type for its values.
  var leftOut: String?

  init(_ scalar: Scalar, as storedForm: StoredForm? = nil) {
    type = .scalar(scalar)
    self.storedForm = storedForm
  }

  /// Creates the kind of a JSON column, or of a column of literals.
  init(_ type: ValueType) { self.type = type }

  private init(leftOut reason: String?) {
    type = .any
    leftOut = reason
  }

  /// Whether the language allows it as a key.
  var isUsableAsKey: Bool {
    switch type {
    case .scalar(let scalar): scalar.traits.isKey
    case .bounded(let bound): bound.scalar.traits.isKey
    case .any, .literal, .reference, .array, .record, .object, .union: false
    }
  }

  /// Returns whether the kind follows from the declared type alone: then a reference may have the kind of its target's
  /// key.
  func isPlain(as declared: String) -> Bool {
    guard storedForm == nil else { return false }
    return switch (type, Affinity(declared)) {
    case (.scalar(.int), .integer), (.scalar(.string), .text), (.scalar(.bytes), .blob): true
    case _: false
    }
  }

  /// Determines the kind from the declared type; values that do not fit it lead to a wider kind.
  init(_ column: TableShape.ColumnShape, _ contents: ColumnContents) {
    let words = foldedName(column.type)
    if words.contains("bool"), contents.isOnly(.int), !contents.has(.otherThanBool) {
      self.init(.bool)
    } else if words.contains("datetime") || words.contains("timestamp"), contents.isOnly(.text),
      !contents.has(.noInstant)
    {
      self.init(.timestamp, as: .text)
    } else if words == "date", contents.isOnly(.text), !contents.has(.noDate) {
      self.init(.date)
    } else if words == "date", contents.isOnly(.text), !contents.has(.noInstant) {
      self.init(.timestamp, as: .text)
    } else if words.contains("uuid"), contents.isOnly(.blob), contents.has(.blob), !contents.has(.noUUIDBytes) {
      self.init(.uuid, as: .blob)
    } else if words.contains("uuid"), contents.isOnly(.text), !contents.has(.noUUID) {
      self.init(.uuid)
    } else if words.contains("json"), contents.isOnly(.text), !contents.has(.noJSON) {
      self.init(leftOut: nil)
    } else {
      self.init(column.affinity, column.type, contents)
    }
  }

  private init(_ affinity: Affinity, _ declared: String, _ contents: ColumnContents) {
    let usual: (Scalar, ColumnContents.Fact)? =
      switch affinity {
      case .integer: (.int, .int)
      case .real: (.double, .real)
      case .text: (.string, .text)
      case .blob: (.bytes, .blob)
      // ANY says nothing about the values.
      case .numeric where foldedName(declared) == "any" && contents.facts.isEmpty: nil
      // All values of a DECIMAL(10,2) may be whole numbers so far.
      case .numeric:
        contents.has(.real) || !contents.has(.int) || declared.isFractional ? (.double, .real) : (.int, .int)
      case .none: ColumnContents.scalars.first { contents.has($0.1) }
      }
    let isNumber = affinity == .numeric && !contents.has(.text) && !contents.has(.blob)
    let isWide = affinity == .integer && contents.has(.real) && !contents.has(.text) && !contents.has(.blob)
    if isWide {
      self.init(.double)
    } else if let (scalar, fact) = usual, isNumber || contents.isOnly(fact) {
      self.init(scalar)
      if isNumber, declared.isFractional, contents.has(.int), !contents.has(.real) {
        note = "Declared as \(oneLine(declared)), with whole numbers only so far."
      }
    } else {
      let found = ColumnContents.scalars.filter { contents.has($0.1) }.map { "\($0.0)" }.joined(separator: " and ")
      self.init(
        leftOut: "declared as \(declared.isEmpty ? "nothing" : oneLine(declared))"
          + (found.isEmpty ? " and empty" : ", and holds \(found)"))
    }
  }
}

extension String {
  /// Whether a declared type is for numbers with a fraction.
  fileprivate var isFractional: Bool {
    let words = foldedName(self)
    return ["dec", "num", "money"].contains(where: words.contains)
  }
}

/// The facts about the values of a column.
struct ColumnContents {
  /// A fact: at least one value passes its condition.
  enum Fact: Int, CaseIterable {
    case int, real, text, blob
    case otherThanBool, noDate, noInstant, noUUID, noUUIDBytes, noJSON

    /// Returns the SQL condition of the fact.
    func sql(_ column: String) -> String {
      let day = "[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]"
      let hex = "[0-9a-f]"
      let uuid = [8, 4, 4, 4, 12].map { String(repeating: hex, count: $0) }.joined(separator: "-")
      return switch self {
      case .int: "typeof(\(column)) = 'integer'"
      case .real: "typeof(\(column)) = 'real'"
      case .text: "typeof(\(column)) = 'text'"
      case .blob: "typeof(\(column)) = 'blob'"
      case .otherThanBool: "\(column) NOT IN (0, 1)"
      case .noDate: "\(column) NOT GLOB '\(day)'"
      case .noInstant: "\(column) NOT GLOB '\(day)[ T][0-2][0-9]:[0-5][0-9]:[0-5][0-9]*'"
      case .noUUID: "\(column) NOT GLOB '\(uuid)'"
      case .noUUIDBytes: "length(\(column)) <> 16"
      // In some versions of SQLite json_valid(NULL) is 0.
      case .noJSON: "\(column) IS NOT NULL AND NOT json_valid(\(column))"
      }
    }
  }

  static let scalars: [(Scalar, Fact)] = [(.int, .int), (.double, .real), (.string, .text), (.bytes, .blob)]

  var facts: Set<Fact> = []

  func has(_ fact: Fact) -> Bool { facts.contains(fact) }

  /// Returns whether all values have the storage class of an affinity.
  func areOf(_ affinity: Affinity) -> Bool {
    switch affinity {
    case .integer: isOnly(.int)
    case .real: isOnly(.real)
    case .text: isOnly(.text)
    case .blob: isOnly(.blob)
    case .numeric, .none: false
    }
  }

  /// Returns whether no value has another storage class.
  func isOnly(_ fact: Fact) -> Bool { Self.scalars.allSatisfy { $0.1 == fact || !has($0.1) } }
}

extension Connection {
  /// Returns the kind of each column of a table, by its name.
  func kinds(of shape: TableShape) throws -> [String: ColumnKind] {
    var kinds: [String: ColumnKind] = [:]
    let checks = TableText(shape.sql)?.columnChecks ?? [:]
    // A query of SQLite has at most 2,000 result columns.
    for start in stride(from: 0, to: shape.columns.count, by: 100) {
      let columns = shape.columns[start..<min(start + 100, shape.columns.count)]
      let facts = columns.flatMap { column in
        ColumnContents.Fact.allCases.map { "max(\($0.sql(quoted(column.name))))" }
      }
      let statement = try prepareOnce("SELECT \(facts.joined(separator: ", ")) FROM \(quoted(shape.name))")
      guard try statement.step() else { continue }
      for (offset, column) in columns.enumerated() {
        let first = offset * ColumnContents.Fact.allCases.count
        let found = ColumnContents.Fact.allCases.filter { statement.int(first + $0.rawValue) == 1 }
        let kind = kind(of: column, checks, ColumnContents(facts: Set(found)))
        kinds[column.name] = try readable(kind, column, of: shape, isEmpty: found.isEmpty)
      }
    }
    return kinds
  }

  /// Returns the kind of a column of instants or dates if all of its texts can be parsed; otherwise a string.
  private func readable(
    _ kind: ColumnKind, _ column: TableShape.ColumnShape, of shape: TableShape, isEmpty: Bool
  ) throws -> ColumnKind {
    if kind.type == .scalar(.double), let count = try largeIntegers(column, of: shape) {
      var kind = kind
      kind.note =
        "Declared as \(oneLine(column.type)); \(count) \(count == 1 ? "integer" : "integers") beyond 2^53 will be read as the "
        + "nearest double."
      return kind
    }
    let isInstant = kind == ColumnKind(.timestamp, as: .text)
    guard isInstant || kind == ColumnKind(.date) else { return kind }
    var kind = kind
    if isEmpty {
      kind.note = "Declared as \(oneLine(column.type)) and empty so far: check how its values will be stored."
      return kind
    }
    let name = quoted(column.name)
    let texts = try prepareOnce("SELECT \(name) FROM \(quoted(shape.name)) WHERE \(name) IS NOT NULL")
    while try texts.step() {
      let text = texts.text(0) ?? ""
      let isRead = isInstant ? (try? Timestamp(text: text)) != nil : Day(text) != nil
      if isRead { continue }
      kind = ColumnKind(.string)
      kind.note =
        "Declared as \(oneLine(column.type)); \(literal(oneLine(text))) is not "
        + (isInstant ? "an instant in UTC with at most six digits of a second." : "a date such as 2026-03-01.")
      return kind
    }
    return kind
  }

  /// Returns the number of integers that no double is equal to; `nil` for none.
  private func largeIntegers(_ column: TableShape.ColumnShape, of shape: TableShape) throws -> Int? {
    if column.affinity == .real { return nil }
    let name = quoted(column.name)
    let count = try number("SELECT count(*) FROM \(quoted(shape.name)) WHERE \(largeIntegerCondition(name))")
    return count > 0 ? Int(count) : nil
  }

  /// Returns the kind of a column from a condition or default that Bellows writes; otherwise from its declared type and
  /// its values.
  private func kind(
    of column: TableShape.ColumnShape, _ checks: [String: [SQLToken]], _ contents: ColumnContents
  ) -> ColumnKind {
    let affinity = column.affinity
    var kind = ColumnKind(column, contents)
    if let check = checks[foldedName(column.name)].flatMap(SQLExpression.init),
      let said = ColumnKind(check, of: column.name, affinity), contents.areOf(affinity)
    {
      kind = said
    }
    if let text = column.defaultText, let generated = ColumnKind.generated(text, kind), contents.areOf(affinity) {
      kind = generated.kind
    }
    return kind
  }
}
