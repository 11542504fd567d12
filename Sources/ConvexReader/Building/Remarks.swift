// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// A comment with `@was(…)`: the previous names of a field, a table or a member of an object, or the previous spelling of
/// a literal.
///
///     fullName: v.string(), // @was(name)
///     v.literal("member"), // @was("guest")
struct Remark {
  var names: [String] = []
  var literals: [Literal] = []
  var range: SourceRange
}

/// The comments with `@was(…)` of all files, and the parts of the schema that they belong to.
///
/// A comment belongs to the last part before it on its line; alone on a line, to the first part after it. A member of an
/// object has a line of its own: otherwise the comment belongs to the field.
struct Remarks {
  private let sources: [SourceFile]
  private var remarks: [Remark] = []
  private var parts: [Part] = []
  private var literalParts: [Part] = []
  private var found: [SourceRange: Remark] = [:]
  private var stepsLeft = 200_000

  private struct Part {
    /// The position of the name, or of the whole literal.
    var range: SourceRange
    /// The position of the value, if it is in the same file.
    var end: Int
    /// Whether it is a member of an object in a field.
    var isMember = false
  }

  init(_ value: SchemaValue, _ modules: ModuleStore) {
    sources = modules.sources
    for module in modules.all { remarks += Self.remarks(of: module) }
    guard !remarks.isEmpty else { return }
    for (_, property) in value.tables.all {
      guard case .table(let table) = property.value else { continue }
      parts.append(Part(range: property.range, end: property.range.end))
      collect(table.validator, isTopLevel: true)
    }
    for remark in remarks {
      if let part = part(for: remark, among: remark.literals.isEmpty ? parts : literalParts) {
        found[part.range] = remark
      }
    }
  }

  /// The comments that belong to nothing.
  var unused: [Diagnostic] {
    let used = Set(found.values.map(\.range))
    return remarks.filter { !used.contains($0.range) }.map { remark in
      Diagnostic(
        .warning, ConvexDiagnostic.unusedRemark,
        "this '@was' belongs to no table, field, member or literal; write it at the end of the line of one",
        range: remark.range
      )
    }
  }

  subscript(range: SourceRange) -> Remark? { found[range] }

  private mutating func collect(_ validator: Validator, isTopLevel: Bool) {
    stepsLeft -= 1
    guard stepsLeft > 0 else { return }
    switch validator.kind {
    case .object(let fields, _):
      for field in fields {
        let value = field.validator.range
        let isBeside = value.file == field.range.file && value.start > field.range.start
        parts.append(
          Part(range: field.range, end: isBeside ? value.end : field.range.end, isMember: !isTopLevel))
        collect(field.validator, isTopLevel: false)
      }
    case .union(let members): for member in members { collect(member, isTopLevel: isTopLevel) }
    case .array(let element): collect(element, isTopLevel: false)
    case .record(_, let value): collect(value, isTopLevel: false)
    case .literal: literalParts.append(Part(range: validator.range, end: validator.range.end))
    case .any, .null, .boolean, .float64, .int64, .string, .bytes, .id, .unresolved: break
    }
  }

  private func part(for remark: Remark, among parts: [Part]) -> Part? {
    let file = remark.range.file
    guard sources.indices.contains(file) else { return nil }
    let bytes = sources[file].bytes
    func isOneLine(_ start: Int, _ end: Int) -> Bool {
      start <= end && end <= bytes.count && !bytes[start..<end].contains(UInt8(ascii: "\n"))
    }
    func beginsLine(_ start: Int) -> Bool {
      start <= bytes.count && bytes[..<start].reversed().prefix { $0 != UInt8(ascii: "\n") }.allSatisfy { $0 <= 0x20 }
    }
    let own = parts.filter { $0.range.file == file && (!$0.isMember || beginsLine($0.range.start)) }
    let before = own.filter { part in
      isOneLine(part.range.start, remark.range.start) || isOneLine(part.end, remark.range.start)
    }
    if let last = before.max(by: { $0.range.start < $1.range.start }) { return last }
    return own.filter { $0.range.start >= remark.range.end }.min { $0.range.start < $1.range.start }
  }

  // MARK: Reading

  private static func remarks(of module: ScriptModule) -> [Remark] {
    module.tokens.remarks.compactMap { comment in
      guard let bytes = module.bytes(comment), let remark = remark(in: bytes, module.range(comment)) else { return nil }
      return remark
    }
  }

  private static func remark(in bytes: ArraySlice<UInt8>, _ range: SourceRange) -> Remark? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let start = text.firstRange(of: "@was("), let end = text[start.upperBound...].firstIndex(of: ")") else {
      return nil
    }
    var remark = Remark(range: range)
    let list = TokenList(Array(text[start.upperBound..<end].utf8))
    var isNegative = false
    for token in list.tokens {
      switch token.kind {
      case .word("true"), .word("false"): remark.literals.append(.bool(token.isWord("true")))
      case .word(let name): remark.names.append(name)
      case .string(let text): remark.literals.append(.string(text))
      case .number(let number): remark.literals.append(.double(isNegative ? -number : number))
      case .bigint(let number?): remark.literals.append(.int(isNegative ? 0 &- number : number))
      case .bigint(nil), .template, .regex, .privateName, .symbol, .invalid, .end: break
      }
      isNegative = token.isSymbol("-")
    }
    return remark.names.isEmpty && remark.literals.isEmpty ? nil : remark
  }
}
