// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// The Swift type of a schema type, with its names.
struct SwiftType {
  /// The schema type, simplified.
  var value: ValueType
  var form: Form

  indirect enum Form {
    /// An existing type.
    case existing(String)
    case array(SwiftType)
    case record(key: SwiftType, SwiftType)
    case nullable(SwiftType)
    case object(ObjectForm)
    case union(UnionForm)
  }

  /// A struct to declare.
  struct ObjectForm {
    /// The names of the enclosing types, and its own.
    var path: [String]
    var members: [Member]
    /// The type that code reads at this position, if it may write less: other members are written back unchanged.
    var carries: Carried?

    struct Member {
      var name: FieldName
      var property: String
      var type: SwiftType
      var isOptional: Bool
      /// Whether it is required in new values, but may be missing in values that are written back.
      var mayBeCarriedAsMissing = false
    }

    struct Carried {
      var read: SwiftType
      var members: [Member]
    }
  }

  /// An enum to declare.
  struct UnionForm {
    var path: [String]
    /// In the order of decoding attempts.
    var cases: [Case]
    /// Whether it is a record key.
    var isRecordKey = false
    /// The type that code reads at this position, if it may write less.
    var carries: Carried?

    struct Case {
      var name: String
      var content: Content
    }

    struct Carried {
      var read: SwiftType
      /// Payloads that can be converted from the payload that is read, by the name of their case.
      var converted: [String: SwiftType] = [:]
    }

    enum Content {
      case literal(Literal)
      case payload(SwiftType)
    }
  }

  /// Its name inside the type with that path.
  func spelling(in scope: [String]) -> String {
    switch form {
    case .existing(let name): name
    case .array(let element): "[\(element.spelling(in: scope))]"
    case .record(let key, let value): "Record<\(key.spelling(in: scope)), \(value.spelling(in: scope))>"
    case .nullable(let value): "Nullable<\(value.spelling(in: scope))>"
    case .object(let object): Self.relative(object.path, to: scope)
    case .union(let union): Self.relative(union.path, to: scope)
    }
  }

  /// The only value of a type with one value, such as the tag of an object.
  var onlyValue: String? {
    guard case .union(let union) = form, union.cases.count == 1, case .literal = union.cases[0].content else {
      return nil
    }
    return "." + union.cases[0].name.escaped
  }

  /// A type declared directly in the scope needs only its own name.
  private static func relative(_ path: [String], to scope: [String]) -> String {
    (path.dropLast().elementsEqual(scope) ? path.suffix(1) : path[...]).joined(separator: ".")
  }

  /// The types to declare directly inside the type with that path, in the order of their use.
  func declarations(in scope: [String]) -> [SwiftType] {
    switch form {
    case .existing: []
    case .array(let inner), .nullable(let inner): inner.declarations(in: scope)
    case .record(let key, let value): key.declarations(in: scope) + value.declarations(in: scope)
    case .object(let object): object.path.dropLast().elementsEqual(scope) ? [self] : []
    case .union(let union): union.path.dropLast().elementsEqual(scope) ? [self] : []
    }
  }
}

extension ValueType {
  /// The same set of values, without redundant union members, and with object members sorted by name: equal for equal
  /// sets.
  var simplified: ValueType { simplified(isSorted: true) }

  /// The same set of values, without redundant union members, and with object members in the order of the schema.
  var simplifiedInOrder: ValueType { simplified(isSorted: false) }

  private func simplified(isSorted: Bool) -> ValueType {
    switch self {
    case .any, .scalar, .bounded, .literal, .reference: return self
    case .array(let element): return .array(element.simplified(isSorted: isSorted))
    case .record(let key, let value): return .record(key, value.simplified(isSorted: isSorted))
    case .object(let members):
      let simplified = members.map { member in
        Member(member.name, member.type.simplified(isSorted: isSorted), isOptional: member.isOptional)
      }
      return .object(isSorted ? simplified.sorted { $0.name < $1.name } : simplified)
    case .union(let members): return Self.simplifiedUnion(members.map { $0.simplified(isSorted: isSorted) })
    }
  }

  private static func simplifiedUnion(_ members: [ValueType]) -> ValueType {
    let flat = members.flatMap(\.alternatives)
    if flat.contains(.any) { return .any }
    var scalars: Set<Scalar> = []
    for case .scalar(let scalar) in flat { scalars.insert(scalar) }
    let hasBothBools = flat.contains(.literal(.bool(true))) && flat.contains(.literal(.bool(false)))
    if hasBothBools { scalars.insert(.bool) }
    // Objects that differ only in the order of their members are one alternative.
    var seen: Set<ValueType> = []
    let rest = flat.compactMap { member -> ValueType? in
      guard seen.insert(member.simplified).inserted else { return nil }
      guard case .literal(let literal) = member, scalars.contains(literal.scalar) else { return member }
      return hasBothBools && literal == .bool(true) ? .scalar(.bool) : nil
    }
    return union(of: rest) ?? .union(rest)
  }
}
