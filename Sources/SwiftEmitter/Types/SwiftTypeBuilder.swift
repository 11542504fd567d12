// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Builds the Swift types of schema types.
struct SwiftTypeBuilder {
  /// The Swift types of references: `teams` is `TeamsID`.
  var references: [TableName: String]
  /// Names that no nested type may hide.
  var reserved: Set<String>
  /// The types that all row types share, by their values.
  var shared: [ValueType: SwiftType] = [:]

  /// The names of the types nested in one type.
  struct Scope {
    let path: [String]
    fileprivate let reserved: Set<String>
    /// The properties or cases of the type itself.
    fileprivate let members: Set<String>
    fileprivate var names: NameScope

    /// Returns the path of a nested type with a wanted name.
    ///
    /// In a script without capitals, the name may equal that of a property; then the type is named `年齢Value`.
    mutating func claim(_ wanted: String) -> [String] {
      let name = SwiftWords.type(wanted)
      return path + [names.claim(members.contains(name) ? name + "Value" : name, besides: reserved.union(members))]
    }
  }

  /// The scope of a type with these properties or cases, which nested types do not hide.
  func scope(_ path: [String], members: some Sequence<String>) -> Scope {
    Scope(path: path, reserved: reserved, members: Set(members), names: NameScope(taken: Set(path)))
  }

  /// The Swift type of a schema type; its declarations are added to a scope.
  func build(_ type: ValueType, named name: String, in scope: inout Scope) -> SwiftType {
    let type = type.unbounded.simplifiedInOrder
    let value = type.simplified
    return shared[value] ?? SwiftType(value: value, form: form(of: type, named: name, in: &scope))
  }

  private func form(of type: ValueType, named name: String, in scope: inout Scope) -> SwiftType.Form {
    switch type {
    case .any: return .existing("JSONValue")
    case .scalar(let scalar): return .existing(scalar.swiftType.name)
    case .bounded(let bound): return .existing(bound.scalar.swiftType.name)
    case .reference(let table): return .existing(references[table] ?? "JSONValue")
    case .array(let element): return .array(build(element, named: name + "Item", in: &scope))
    case .record(let key, let value):
      let key = self.key(key, named: name + "Key", in: &scope)
      return .record(key: key, build(value, named: name + "Value", in: &scope))
    case .literal: return .union(union([type], named: name, in: &scope))
    case .object(let members): return .object(object(members, named: name, in: &scope))
    case .union(let members):
      let others = members.filter { $0 != .scalar(.null) }
      guard others.count < members.count, let rest = ValueType.union(of: others) else {
        return .union(union(members, named: name, in: &scope))
      }
      return .nullable(build(rest, named: name, in: &scope))
    }
  }

  private func key(_ key: ValueType.RecordKey, named name: String, in scope: inout Scope) -> SwiftType {
    switch key {
    case .string: return build(.scalar(.string), named: name, in: &scope)
    case .int: return build(.scalar(.int), named: name, in: &scope)
    case .uuid: return build(.scalar(.uuid), named: name, in: &scope)
    case .reference(let table): return build(.reference(table), named: name, in: &scope)
    case .literals(let literals):
      let value = ValueType.union(of: literals.map(ValueType.literal))?.simplified
      if let type = value.flatMap({ shared[$0] }), case .union(let union) = type.form, union.isRecordKey { return type }
      var union = union(literals.map(ValueType.literal), named: name, in: &scope)
      union.isRecordKey = true
      return SwiftType(value: .union(literals.map(ValueType.literal)), form: .union(union))
    }
  }

  private func object(
    _ members: [ValueType.Member], named name: String, in scope: inout Scope
  ) -> SwiftType.ObjectForm {
    let path = scope.claim(name)
    var names = NameScope()
    let properties = members.map { names.claim(Self.property($0.name)) }
    var inner = self.scope(path, members: properties)
    let forms = zip(members, properties).map { member, property in
      SwiftType.ObjectForm.Member(
        name: member.name, property: property,
        type: build(member.type, named: member.name.text.upperCamelCase(orElse: "Member"), in: &inner),
        isOptional: member.isOptional)
    }
    return SwiftType.ObjectForm(path: path, members: forms)
  }

  /// The property for a field or member.
  static func property(_ name: FieldName) -> String {
    SwiftWords.member(name.text.lowerCamelCase(orElse: "field"))
  }

  private func union(_ members: [ValueType], named name: String, in scope: inout Scope) -> SwiftType.UnionForm {
    let path = scope.claim(name)
    let names = Self.caseNames(of: members)
    var inner = self.scope(path, members: names)
    let cases = zip(members, names).map { member, caseName -> SwiftType.UnionForm.Case in
      if case .literal(let literal) = member { return .init(name: caseName, content: .literal(literal)) }
      let payload = build(member, named: Self.payloadName(of: member), in: &inner)
      return .init(name: caseName, content: .payload(payload))
    }
    return SwiftType.UnionForm(path: path, cases: cases)
  }

  /// The unique names of the cases of a union.
  static func caseNames(of members: [ValueType]) -> [String] {
    var names = NameScope()
    return members.map { names.claim(SwiftWords.member(caseName(of: $0))) }
  }

  /// The wanted name of the type of a case's payload.
  static func payloadName(of member: ValueType) -> String { caseName(of: member).upperCamelCase(orElse: "Value") }

  /// The name of a union's case: the text of a literal, the tag of an object, else the kind of the type.
  static func caseName(of member: ValueType) -> String {
    switch member {
    case .literal(let literal): caseName(of: literal)
    case .any: "any_"
    case .scalar(let scalar): scalar.rawValue
    case .bounded(let bound): bound.scalar.rawValue
    case .reference(let table): table.text.lowerCamelCase(orElse: "reference")
    case .array: "array"
    case .record: "record"
    case .object(let members): tag(of: members).map(caseName(of:)) ?? "object"
    case .union: "union"
    }
  }

  private static func tag(of members: [ValueType.Member]) -> Literal? {
    // The order of the members has no meaning.
    for member in members.sorted(by: { $0.name < $1.name }) where !member.isOptional {
      if case .literal(let literal) = member.type { return literal }
    }
    return nil
  }

  private static func caseName(of literal: Literal) -> String {
    switch literal {
    case .string(let text): text.lowerCamelCase(orElse: text.isEmpty ? "empty" : "text")
    case .int(let value): value < 0 ? "minus\(value.magnitude)" : "value\(value)"
    case .double(let value): (value < 0 ? "minus" : "value") + value.magnitude.description.map(digit).joined()
    case .bool(let value): value ? "true" : "false"
    }
  }

  private static func digit(_ character: Character) -> String {
    character == "." ? "_" : character == "-" ? "minus" : character == "+" ? "" : String(character)
  }
}
