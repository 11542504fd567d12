// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Errors in the meaning of types.
extension Diagnostic {
  /// Reports a cycle of types by the names that lead from each declaration to the next.
  static func recursiveType(_ cycle: [NameSyntax]) -> Diagnostic {
    let names = (cycle.suffix(1) + cycle).map { shown($0.text) }
    let shownNames = names.count <= 9 ? names : Array(names.prefix(8)) + ["..."]
    return Diagnostic(
      .recursiveType,
      "a type cannot contain itself: \(shownNames.joined(separator: " -> ")); keep the inner values in a table and refer to them with 'id<...>', or use 'any'",
      range: cycle.last?.range ?? SourceRange(file: 0, start: 0, end: 0),
      notes: cycle.dropLast().prefix(8).map { Note("through this type", range: $0.range) })
  }

  static func typeTooLarge(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .typeTooLarge,
      "with its named types expanded, this type has more than \(ResolvedType.largest) parts; split it into tables, or use 'any'",
      range: range)
  }

  static func typeTooDeep(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .typeTooDeep,
      "with its named types expanded, this type is nested more than \(ResolvedType.deepest) levels deep; split it into tables",
      range: range)
  }

  static func schemaTooLarge(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .schemaTooLarge,
      "with named types expanded, the types up to here have more than \(ResolvedType.largestSchema) parts; use fewer or smaller named types",
      range: range)
  }

  static func recordKey(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .recordKey, "a key of a record is a string, int, uuid, an 'id<table>' or one of some strings or ints",
      range: range)
  }

  static func duplicateLiteral(_ literal: LiteralSyntax, first: SourceRange) -> Diagnostic {
    Diagnostic(
      .duplicateLiteral, "\(shown(literal.value.description)) is already in this union; remove one",
      range: literal.range, notes: [Note("the first is here", range: first)])
  }

  static func variantNotObject(_ type: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .shapeNotObject, "a variant of a table is an object, not \(shown(type)); write it as { member: type }",
      range: range)
  }

  static func memberWas(_ member: NameSyntax, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .memberWas,
      "a plan for this target does not rename '\(shown(member.text))' inside an object, only for 'target convex'; "
        + "remove '@was', and the plan has a backfill function for the whole field", range: range)
  }

  static func wasInVariants(_ old: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .wasInShapes,
      "'@was(\(shown(old)))' has no effect inside a table with variants; remove it and write a backfill function",
      range: range)
  }

  /// Reports a field type that contains `null`, directly or by a named type.
  static func nullInField(_ type: ValueType, written: TypeSyntax, isOptional: Bool) -> Diagnostic {
    let others = ValueType.union(of: type.alternatives.filter { $0 != .scalar(.null) })
    let advice = others.map { shown(FieldType($0, isOptional: true).description) }
    return Diagnostic(
      .nullInField,
      "a field of this target cannot store null; make it optional: "
        + (advice.map { "write \($0)" } ?? "write its type with '?'"),
      range: written.range, fixIts: isOptional ? [] : nullFixIts(written))
  }

  /// Returns the fix-it for `T | null` with `null` at the end; none for other types.
  private static func nullFixIts(_ written: TypeSyntax) -> [FixIt] {
    guard case .union(let members) = written.kind, members.count == 2, case .scalar(.null) = members[1].kind else {
      return []
    }
    let range = SourceRange(file: written.range.file, start: members[0].range.end, end: written.range.end)
    return [FixIt("write '?' instead", range: range, replacement: "?")]
  }

  static func indistinguishableMembers(
    _ one: ValueType, _ two: ValueType, _ target: Target, _ range: SourceRange?
  ) -> Diagnostic {
    Diagnostic(
      .indistinguishableMembers,
      "\(target.displayName) cannot distinguish stored values of \(shown(one.description)) and \(shown(two.description)); use an object with a tag, as in { kind: \"a\", value: ... } | { kind: \"b\", value: ... }",
      range: range)
  }
}
