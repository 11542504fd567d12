// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Types for code that writes fewer values than it reads: they create only values that may be written, and write back
/// other values unchanged.
extension SwiftTypeBuilder {
  /// The type that code writes where it reads `read`; the read type itself if there is no difference.
  func build(
    _ write: ValueType, handingBack read: SwiftType, named name: String, in scope: inout Scope
  ) -> SwiftType {
    let write = write.unbounded.simplifiedInOrder
    let value = write.simplified
    if value == read.value { return read }
    switch (read.form, write) {
    case (.array(let readElement), .array(let element)):
      let element = build(element, handingBack: readElement, named: name + "Item", in: &scope)
      return SwiftType(value: value, form: .array(element))
    case (.record(let readKey, let readElement), .record(_, let element)):
      guard case .record(let oldKey, _) = read.value, case .record(let newKey, _) = write, oldKey == newKey else {
        break
      }
      let element = build(element, handingBack: readElement, named: name + "Value", in: &scope)
      return SwiftType(value: value, form: .record(key: readKey, element))
    case (.object(let readObject), .object(let members)):
      if let object = object(members, handingBack: readObject, read, named: name, in: &scope) {
        return SwiftType(value: value, form: .object(object))
      }
    case (.nullable(let readRest), .union(let members)) where members.contains(.scalar(.null)):
      guard let rest = ValueType.union(of: members.filter { $0 != .scalar(.null) }) else { break }
      return SwiftType(
        value: value, form: .nullable(build(rest, handingBack: readRest, named: name, in: &scope)))
    case (.existing, _), (.array, _), (.record, _), (.object, _), (.nullable, _), (.union, _): break
    }
    return SwiftType(value: value, form: .union(choice(write, handingBack: read, named: name, in: &scope)))
  }

  private func object(
    _ members: [ValueType.Member], handingBack read: SwiftType.ObjectForm, _ readType: SwiftType, named name: String,
    in scope: inout Scope
  ) -> SwiftType.ObjectForm? {
    let readMembers = Dictionary(read.members.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    guard members.allSatisfy({ readMembers[$0.name] != nil }) else { return nil }
    let path = scope.claim(name)
    var inner = self.scope(path, members: read.members.map(\.property))
    var forms: [SwiftType.ObjectForm.Member] = []
    for member in members {
      guard let old = readMembers[member.name] else { continue }
      let type = build(
        member.type, handingBack: old.type, named: member.name.text.upperCamelCase(orElse: "Member"), in: &inner)
      forms.append(
        .init(
          name: member.name, property: old.property, type: type, isOptional: member.isOptional,
          mayBeCarriedAsMissing: old.isOptional && !member.isOptional))
    }
    let written = Set(members.map(\.name))
    let carried = read.members.filter { !written.contains($0.name) }
    return SwiftType.ObjectForm(path: path, members: forms, carries: .init(read: readType, members: carried))
  }

  /// A union of the values that may be written, and of a value that is written back unchanged.
  private func choice(
    _ write: ValueType, handingBack read: SwiftType, named name: String, in scope: inout Scope
  ) -> SwiftType.UnionForm {
    let path = scope.claim(name)
    let members = write.alternatives
    let names = Self.caseNames(of: members)
    var inner = self.scope(path, members: names)
    var unmatched = read.alternatives
    var converted: [String: SwiftType] = [:]
    let cases = zip(members, names).map { member, caseName -> SwiftType.UnionForm.Case in
      if case .literal(let literal) = member { return .init(name: caseName, content: .literal(literal)) }
      let payloadName = Self.payloadName(of: member)
      // The equal alternative that is read, or one that has all its members.
      let simplified = member.simplified
      let match = unmatched.firstIndex { $0.value == simplified } ?? unmatched.firstIndex { Self.holds(member, $0) }
      guard let match else {
        return .init(name: caseName, content: .payload(build(member, named: payloadName, in: &inner)))
      }
      let old = unmatched.remove(at: match)
      if old.value != simplified { converted[caseName] = old }
      return .init(
        name: caseName, content: .payload(build(member, handingBack: old, named: payloadName, in: &inner)))
    }
    return SwiftType.UnionForm(path: path, cases: cases, carries: .init(read: read, converted: converted))
  }

  private static func holds(_ write: ValueType, _ read: SwiftType) -> Bool {
    switch (write, read.value) {
    case (.object(let members), .object(let all)):
      guard caseName(of: write) == caseName(of: read.value) else { return false }
      let names = Set(all.map(\.name))
      return members.allSatisfy { names.contains($0.name) }
    case (.array, .array), (.record, .record): return true
    case (.any, _), (.scalar, _), (.bounded, _), (.literal, _), (.reference, _), (.array, _), (.record, _),
      (.object, _), (.union, _):
      return false
    }
  }
}

extension SwiftType {
  /// The members of a union that have payloads, or the type alone.
  var alternatives: [SwiftType] {
    switch form {
    case .union(let union):
      union.cases.compactMap { if case .payload(let type) = $0.content { type } else { nil } }
    case .nullable(let inner): inner.alternatives
    case .existing, .array, .record, .object: [self]
    }
  }

  /// A pattern that matches the values of one of its alternatives, and binds them to `value`.
  func pattern(of alternative: SwiftType) -> String {
    switch form {
    case .union(let union):
      for each in union.cases {
        if case .payload(let type) = each.content, type.value == alternative.value {
          return ".\(each.name.escaped)(let value)"
        }
      }
      return "let value"
    case .nullable(let inner):
      return ".value(\(inner.pattern(of: alternative)))"
    case .existing, .array, .record, .object: return "let value"
    }
  }

  /// An expression that converts the read type at the same position to this type.
  func conversion(of expression: String, from read: SwiftType, in scope: [String]) -> String {
    if value == read.value { return expression }
    switch (form, read.form) {
    case (.array(let element), .array(let old)), (.nullable(let element), .nullable(let old)):
      return "\(expression).map { \(element.conversion(of: "$0", from: old, in: scope)) }"
    case (.record(_, let element), .record(_, let old)):
      return "\(expression).mapValues { \(element.conversion(of: "$0", from: old, in: scope)) }"
    case (.object, _), (.union, _):
      return "\(spelling(in: scope))(carrying: \(expression))"
    case (.existing, _), (.array, _), (.nullable, _), (.record, _):
      return "\(spelling(in: scope))(\(expression))"
    }
  }
}
