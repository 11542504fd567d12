// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import SchemaModel

extension SwiftSource {
  /// An enum with a case for each member of a union, and its JSON coding.
  mutating func union(_ union: SwiftType.UnionForm, of type: ValueType) {
    let name = union.path.last ?? "Union"
    let isPlain = union.payloads.isEmpty && union.carries == nil
    if isPlain, let raw = union.rawType { return literalUnion(union, of: type, raw) }
    let key = union.isRecordKey ? ", RecordKey" : ""
    let kind = union.carries == nil ? "StoredValue" : "NarrowedUnion"
    block("public enum \(name): \(kind)\(key)\(union.payloads.isEmpty ? ", CaseIterable" : "") {") { source in
      for each in union.cases {
        switch each.content {
        case .literal: source.line("case \(each.name.escaped)")
        case .payload(let payload): source.line("case \(each.name.escaped)(\(payload.spelling(in: union.path)))")
        }
      }
      if let read = union.carries { source.carriedCase(of: read, in: union) }
      source.decoding(union, type, isPlain: isPlain)
      source.encoding(union)
      if union.isRecordKey { source.recordKey(union, type) }
      source.declarations(of: union.payloads, in: union.path)
    }
  }

  /// An enum of literals of one kind; the library compares and codes its raw values.
  private mutating func literalUnion(_ union: SwiftType.UnionForm, of type: ValueType, _ raw: String) {
    let key = union.isRecordKey ? ", RecordKey" : ""
    block("public enum \(union.path.last ?? "Union"): LiteralUnion\(key) {") { source in
      for each in union.cases { source.line("case \(each.name.escaped)") }
      source.line()
      source.block("public var rawValue: \(raw) {") { source in
        source.line("switch self {")
        for case (let name, .literal(let literal)) in union.cases.map({ ($0.name, $0.content) }) {
          source.line("case .\(name.escaped): \(literal.swiftExpression)")
        }
        source.line("}")
      }
      if union.isRecordKey, raw != "String" { source.recordKey(union, type) }
    }
  }

  private mutating func carriedCase(of carried: SwiftType.UnionForm.Carried, in union: SwiftType.UnionForm) {
    let spelling = carried.read.spelling(in: union.path)
    line("/// A value that was read and can only be written back unchanged.")
    line("case carried(Carried)")
    line("public typealias ReadType = \(spelling)")
    line()
    line("/// Only a row that was read can provide this value.")
    block("public struct Carried: Hashable, Sendable {") {
      $0.line("fileprivate let read: \(spelling)")
    }
    line()
    block("init(carrying read: \(spelling)) {") { source in
      for each in union.cases {
        guard case .payload(let type) = each.content, let old = carried.converted[each.name] else { continue }
        let conversion = type.conversion(of: "value", from: old, in: union.path)
        source.block("if case \(carried.read.pattern(of: old)) = read {") {
          $0.line("self = .\(each.name.escaped)(\(conversion))")
          $0.line("return")
        }
      }
      source.line("self = (try? Self(json: read.json)) ?? .carried(Carried(read: read))")
    }
  }

  private mutating func decoding(_ union: SwiftType.UnionForm, _ type: ValueType, isPlain: Bool) {
    let hasLiterals = union.cases.contains { if case .literal = $0.content { true } else { false } }
    let isIterable = union.payloads.isEmpty
    if hasLiterals && !isPlain {
      let literals = union.cases.compactMap { each in
        if case .literal = each.content { ".\(each.name.escaped)" } else { nil }
      }
      line()
      if isIterable { line("/// The values that code may write.") }
      let constant = isIterable ? "public static let allCases" : "private static let literals"
      list("\(constant): [Self] = [", literals, end: "]")
    }
    line()
    block("public init(json: JSONValue) throws {") { source in
      var branches: [(condition: String, value: String)] = []
      if hasLiterals {
        branches.append(
          ("let literal = Self.\(isIterable ? "allCases" : "literals").first(where: { $0.json == json })", "literal"))
      }
      for (name, payload) in union.attempts {
        branches.append(
          ("let value = try? \(payload.spelling(in: union.path))(json: json)", ".\(name.escaped)(value)"))
      }
      for (index, branch) in branches.enumerated() {
        source.line("\(index == 0 ? "" : "} else ")if \(branch.condition) {")
        source.line("  self = \(branch.value)")
      }
      let expected = type.shortDescription.swiftLiteral
      source.line("} else {")
      source.line("  throw RowUnreadable(expected: \(expected), found: json)")
      source.line("}")
    }
  }

  private mutating func encoding(_ union: SwiftType.UnionForm) {
    line()
    block("public var json: JSONValue {") { source in
      source.line("switch self {")
      for each in union.cases {
        switch each.content {
        case .literal(let literal): source.line("case .\(each.name.escaped): \(literal.jsonExpression)")
        case .payload: source.line("case .\(each.name.escaped)(let value): value.json")
        }
      }
      if union.carries != nil { source.line("case .carried(let carried): carried.read.json") }
      source.line("}")
    }
  }

  private mutating func recordKey(_ union: SwiftType.UnionForm, _ type: ValueType) {
    line()
    block("public init(recordKey: String) throws {") { source in
      source.block(
        "guard let key = Self.allCases.first(where: { $0.recordKey.utf8.elementsEqual(recordKey.utf8) }) else {"
      ) {
        let expected = type.shortDescription.swiftLiteral
        $0.line("throw RowUnreadable(expected: \(expected), found: .string(recordKey))")
      }
      source.line("self = key")
    }
    line()
    block("public var recordKey: String {") { source in
      source.line("switch self {")
      for case (let name, .literal(let literal)) in union.cases.map({ ($0.name, $0.content) }) {
        source.line("case .\(name.escaped): \(literal.keyText.text.swiftLiteral)")
      }
      source.line("}")
    }
  }
}

extension ValueType {
  /// The type for an error message: of a long union, the first members and the number of the others.
  fileprivate var shortDescription: String {
    let all = description
    guard all.count > longestAlternatives else { return all }
    guard case .union(let members) = self, members[0].description.count <= longestAlternatives else {
      return all.prefix(longestAlternatives - 3) + "..."
    }
    return someAlternatives(of: members.map(\.description))
  }
}

extension SwiftType.UnionForm {
  /// The cases with payloads, in the order of decoding attempts: as declared, but `double` last, because it also
  /// accepts integers.
  var attempts: [(name: String, payload: SwiftType)] {
    let all = cases.compactMap { each in
      if case .payload(let type) = each.content { (each.name, type) } else { nil }
    }
    return all.filter { $0.1.value != .scalar(.double) } + all.filter { $0.1.value == .scalar(.double) }
  }

  /// The Swift type of its literals, if all are of one kind; `nil` if one has no such type.
  var rawType: String? {
    let kinds = cases.map { each -> String? in
      guard case .literal(let literal) = each.content else { return nil }
      switch literal {
      case .string: return "String"
      case .int: return "Int64"
      // `true` and `false` are `Bool`, and two doubles may be equal in text alone.
      case .bool, .double: return nil
      }
    }
    guard let first = kinds.first, kinds.allSatisfy({ $0 == first }) else { return nil }
    return first
  }

  /// The payload types of its cases.
  var payloads: [SwiftType] {
    cases.compactMap { if case .payload(let type) = $0.content { type } else { nil } }
  }
}

extension Literal {
  /// The stored value, as a Swift expression.
  var jsonExpression: String {
    switch self {
    case .string(let text): ".string(\(text.swiftLiteral))"
    // A negative literal also covers the smallest int, which has no positive counterpart.
    case .int(let value): ".int(\(value))"
    case .double(let value): ".double(\(value.description))"
    case .bool(let value): ".bool(\(value))"
    }
  }
}
