// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Turns validators into types; collects all errors.
struct TypeBuilder {
  /// The tables of the schema.
  let tables: Set<String>
  private(set) var diagnostics: [Diagnostic] = []
  /// The tables that are referred to and not in the schema, such as `_storage`.
  private(set) var externals: Set<String> = []
  /// How many parts may still be built: types that share their parts are written out.
  private var partsLeft = 500_000
  private var reported: Set<SourceRange> = []
  private let remarks: Remarks
  /// The path inside the field whose type is built.
  private var path: [FieldName] = []
  private var renames: [LiteralRename] = []
  private var memberRenames: [MemberRename] = []

  init(tables: Set<String>, remarks: Remarks) {
    self.tables = tables
    self.remarks = remarks
  }

  /// Returns the renamed literals of the types that were built since the last call.
  mutating func takeRenames() -> [LiteralRename] {
    defer { renames = [] }
    return renames
  }

  /// Returns the renamed members of the types that were built since the last call.
  mutating func takeMemberRenames() -> [MemberRename] {
    defer { memberRenames = [] }
    return memberRenames.sorted { $0.path.count < $1.path.count }
  }

  /// Builds a part of a type that has a step in paths.
  private mutating func type(of validator: Validator, at step: FieldName, isField: Bool = false) -> ValueType? {
    path.append(step)
    defer { path.removeLast() }
    return type(of: validator, isField: isField)
  }

  mutating func report(_ reason: Unresolved) {
    // One unknown value may be used in many places.
    if reported.insert(reason.range).inserted { diagnostics.append(reason.diagnostic) }
  }

  /// Returns the type of a field or of a part of one; `nil` after an error.
  mutating func type(of validator: Validator, isField: Bool = false) -> ValueType? {
    partsLeft -= 1
    guard partsLeft > 0 else {
      report(Unresolved(.tooMuch, "this schema has more types than can be written out", validator.range))
      return nil
    }
    if validator.isOptional, !isField {
      report(
        Unresolved(
          .wrongValue, "'v.optional' is for the fields of an object; here it has no meaning", validator.range))
    }
    switch validator.kind {
    case .any: return .any
    case .null: return .scalar(.null)
    case .boolean: return .scalar(.bool)
    case .float64: return .scalar(.double)
    case .int64: return .scalar(.int)
    case .string: return .scalar(.string)
    case .bytes: return .scalar(.bytes)
    case .id(let table):
      if !tables.contains(table) { externals.insert(table) }
      return .reference(TableName(table))
    case .literal(let value):
      guard case .literal(let new)? = literal(value, validator.range) else { return nil }
      for old in remarks[validator.range]?.literals ?? [] where old != new {
        renames.append(LiteralRename(path: path, old: old, new: new))
      }
      return .literal(new)
    case .array(let element): return type(of: element, at: "[]").map { .array($0) }
    case .record(let key, let value): return record(key, value, validator.range)
    case .object(let fields, let unknown): return members(fields, unknown, isInside: true).map { .object($0) }
    case .union(let members): return union(members, validator.range)
    case .unresolved(let reason):
      report(reason)
      return nil
    }
  }

  private mutating func literal(_ value: ScriptValue, _ range: SourceRange) -> ValueType? {
    switch value {
    case .string(let text): return .literal(.string(text))
    case .boolean(let flag): return .literal(.bool(flag))
    case .bigint(let number): return .literal(.int(number))
    case .number(let number) where number.isFinite: return .literal(.double(number == 0 ? 0 : number))
    case .number, .undefined, .null, .list, .object, .function, .builtin, .namespace, .validator, .table, .schema,
      .unresolved:
      report(Unresolved(.noCounterpart, "this literal is no finite number, string, bigint or boolean", range))
      return nil
    }
  }

  private mutating func union(_ members: [Validator], _ range: SourceRange) -> ValueType? {
    let types = members.map { type(of: $0) }
    guard !types.contains(nil) else { return nil }
    if let union = ValueType.union(of: types.compactMap { $0 }) { return union }
    report(Unresolved(.noCounterpart, "a union without members accepts no value; remove this field", range))
    return nil
  }

  /// Returns the members of an object; `nil` after an error.
  ///
  /// - Parameter isInside: Whether the object is inside a field, so that its members are steps of paths.
  mutating func members(
    _ fields: [Validator.Field], _ unknown: Unresolved?, isInside: Bool
  ) -> [ValueType.Member]? {
    var result: [ValueType.Member] = []
    var isComplete = true
    if let unknown {
      report(unknown)
      isComplete = false
    }
    for field in fields {
      let type =
        isInside
        ? type(of: field.validator, at: FieldName(field.name), isField: true) : type(of: field.validator, isField: true)
      guard let type else {
        isComplete = false
        continue
      }
      result.append(ValueType.Member(FieldName(field.name), type, isOptional: field.validator.isOptional))
      guard isInside else { continue }
      for old in remarks[field.range]?.names ?? [] where !fields.contains(where: { $0.name == old }) {
        memberRenames.append(MemberRename(path: path, old: FieldName(old), new: FieldName(field.name)))
      }
    }
    return isComplete ? result : nil
  }

  private mutating func record(_ key: Validator, _ value: Validator, _ range: SourceRange) -> ValueType? {
    let keyType = type(of: key)
    let valueType = type(of: value, at: "[]")
    guard let keyType, let valueType else { return nil }
    switch keyType {
    case .scalar(.string): return .record(.string, valueType)
    case .reference(let table): return .record(.reference(table), valueType)
    // An id is a string.
    case .union(let members) where members.contains(.scalar(.string)) && members.allSatisfy(\.isIdentifier):
      return .record(.string, valueType)
    case .any, .scalar, .bounded, .literal, .array, .record, .object, .union:
      report(
        Unresolved(
          .noCounterpart, "the keys of a record are strings or ids of one table; use v.string() for them", key.range))
      return nil
    }
  }
}

extension ValueType {
  fileprivate var isIdentifier: Bool {
    switch self {
    case .scalar(.string), .reference, .literal(.string): true
    case .any, .scalar, .bounded, .literal, .array, .record, .object, .union: false
    }
  }
}
