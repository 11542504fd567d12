// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

func assessAdded(_ change: Change, _ table: TableName, _ index: Index, _ context: AssessmentContext) -> Assessment {
  let path = SchemaPath(table, .index(index.name))
  guard index.kind == .unique else {
    return Assessment(
      rule: .indexAdded, change: change, path: path, verdict: .safe, phases: [.widen], hazards: [.indexBuild],
      reason: "it does not restrict the rows")
  }
  if context.isOverNewOptionalField(index, table) {
    return Assessment(
      rule: .uniqueAdded, change: change, path: path, verdict: .safe, phases: [.widen], hazards: [.indexBuild],
      reason: "no stored row has a value there, and running code writes none")
  }
  if context.isUniqueAlready(index, table) {
    return Assessment(
      rule: .uniqueAdded, change: change, path: path, verdict: .safe, phases: [.widen], hazards: [.indexBuild],
      reason: "the key of the table, or another unique index, already prevents duplicates")
  }
  return Assessment(
    rule: .uniqueAdded, change: change, path: path, verdict: .breaking, phases: [.backfill, .tighten],
    hazards: [.indexBuild, .scansTable],
    reason: context.isUniqueNow(index, table)
      ? "no two rows are duplicates now, but another index that prevents them changes in the same plan"
      : "existing rows may contain duplicates, and running code may add more",
    witness: context.twoRows(index, table))
}

func assessRemoved(_ change: Change, _ table: TableName, _ index: Index) -> Assessment {
  let path = SchemaPath(table, .index(index.name))
  guard index.kind == .unique else {
    return Assessment(
      rule: .indexRemoved, change: change, path: path, verdict: .safe, phases: [.tighten],
      hazards: [.oldReaders, .slowerQueries],
      reason: "it does not restrict the rows; queries of running code may need it")
  }
  return Assessment(
    rule: .uniqueRemoved, change: change, path: path, verdict: .safe, phases: [.widen], hazards: [.oldWriters],
    reason: "every row is still allowed; running code may rely on the constraint")
}

func assessChanged(
  _ change: Change, _ table: TableName, from old: Index, to new: Index, _ context: AssessmentContext
) -> Assessment {
  let path = SchemaPath(table, .index(new.name))
  func assessment(
    _ rule: Rule, _ verdict: Verdict, _ phases: [Phase], _ hazards: [Hazard], _ reason: String,
    _ witness: Witness? = nil
  ) -> Assessment {
    Assessment(
      rule: rule, change: change, path: path, verdict: verdict, phases: phases, hazards: hazards, reason: reason,
      witness: witness)
  }
  if old.kind == .unique, new.kind == .unique, context.isWider(new, than: old, table) {
    return assessment(
      .uniqueChanged, .safe, [.tighten], [.indexBuild, .oldWriters],
      "the old index prevents duplicates under the new one, too; running code may rely on the old one")
  }
  if new.kind == .unique, context.isUniqueAlready(new, table) {
    return assessment(
      .uniqueChanged, .safe, [.widen, .tighten],
      [.indexBuild] + (old.kind == .unique ? [.oldWriters] : [.oldReaders, .slowerQueries]),
      "the key of the table, or another unique index, already prevents duplicates; running code may rely on the old "
        + "index")
  }
  if new.kind == .unique {
    return assessment(
      .uniqueChanged, .breaking, [.backfill, .tighten], [.indexBuild, .scansTable],
      "existing rows may contain duplicates under the new index, and running code may add more",
      context.twoRows(new, table))
  }
  if case .vector(let before) = old.kind, case .vector(let after) = new.kind, before != after {
    return assessment(
      .vectorChanged, .breaking, [.backfill, .tighten], [.deletesData, .indexBuild],
      "every stored vector has \(before) dimensions, and the new index needs \(after)")
  }
  var changed = assessment(
    .indexChanged, .safe, [.widen, .tighten], [.indexBuild, .oldReaders, .slowerQueries],
    "it does not restrict the rows; queries of running code may need the old one")
  if old.kind == .search, new.kind == .search, context.target.capabilities.searchIndexParts.count > 1 {
    // Queries name the index, which is a table, and the second one is gone after the plan.
    changed.alternative =
      "its name is that of the old one until the last deploy, so queries may use only the fields of both; with another "
      + "name than \(quoted(new.name)), code can query the new one from its first deploy on"
  }
  return changed
}

extension AssessmentContext {
  /// Returns whether all fields of the index are new and have no value in any row: then there are no duplicates yet, and
  /// running code writes none.
  ///
  /// With a default, all rows would be duplicates; a backfill gives values to a derived field, and running code can make
  /// them stale.
  func isOverNewOptionalField(_ index: Index, _ table: TableName) -> Bool {
    guard let after = newTable(table) else { return false }
    guard let before = oldPartner(of: table) else { return true }
    guard case .fields = before.content else { return false }
    return index.paths.allSatisfy { path in
      guard let name = path.first, let field = after.field(name), field.type.isOptional, field.defaultValue == nil,
        field.sources.isEmpty
      else { return false }
      return before.field(name) == nil && !field.previousNames.contains { before.field($0) != nil }
    }
  }

  /// Returns whether the stored rows have no duplicates in the index's fields, and running code can write none, because
  /// these fields do not change and include the key, or those of a unique index that stays.
  func isUniqueAlready(_ index: Index, _ table: TableName) -> Bool {
    !rekeyed.contains(table) && constraints(within: index, table).contains { $0.isUnchanged && $0.stays }
  }

  /// Returns whether the stored rows have no duplicates in the index's fields now, although that may change within the
  /// plan.
  fileprivate func isUniqueNow(_ index: Index, _ table: TableName) -> Bool {
    constraints(within: index, table).contains { $0.isUnchanged || $0.staysBeside }
  }

  /// Returns whether a unique index has all fields of the one that it replaces, and these do not change: the old one is
  /// enforced until the new one is.
  fileprivate func isWider(_ new: Index, than old: Index, _ table: TableName) -> Bool {
    guard !rekeyed.contains(table), let original = oldPartner(of: table)?.index(old.name) else { return false }
    return constraints(within: new, table).contains { $0.isUnchanged && $0.original == original.paths }
  }

  /// A key or a unique index of the old table.
  private struct Constraint {
    /// Its fields in the old table.
    var original: [[FieldName]]
    /// Whether the values of its fields stay as they are.
    var isUnchanged: Bool
    /// Whether the new table has the same constraint.
    var stays: Bool
    /// Whether it has it apart from the index in question.
    var staysBeside: Bool
  }

  /// Returns the key and the unique indexes of the old table whose fields are among those of an index of the new table:
  /// two rows that are duplicates for the index would violate each of them.
  ///
  /// - Parameter ignoresConstants: Whether a field that has one value in all rows counts as a field of the index.
  private func constraints(
    within index: Index, _ table: TableName, ignoresConstants: Bool = false
  ) -> [Constraint] {
    guard let after = newTable(table), let before = oldPartner(of: table) else { return [] }
    let key = before.keyFields.map { [$0.name] }
    let all = (key.isEmpty ? [] : [key]) + before.indexes.filter { $0.kind == .unique }.map(\.paths)
    if all.isEmpty { return [] }
    let pairs = matchFields(before, after).pairs
    let names = Dictionary(pairs.map { ($0.old.name, $0.new.name) }, uniquingKeysWith: { first, _ in first })
    let unchanged = Set(
      pairs.filter { $0.old.storedName == $0.new.storedName && $0.old.type == $0.new.type }.map(\.old.name))
    func renamed(_ path: [FieldName]) -> [FieldName]? {
      path.first.flatMap { names[$0] }.map { [$0] + path.dropFirst() }
    }
    func isConstant(_ path: [FieldName]) -> Bool {
      guard ignoresConstants, path.count == 1, let field = path.first.flatMap(before.field) else { return false }
      if case .literal = field.type.value { return !field.type.isOptional }
      return false
    }
    let paths = Set(index.paths)
    return all.compactMap { original in
      guard original.allSatisfy({ path in isConstant(path) || renamed(path).map(paths.contains) == true }) else {
        return nil
      }
      let fields = original.compactMap(\.first)
      let renamedPaths = Set(original.map(renamed))
      let same = after.indexes.filter { $0.kind == .unique && Set($0.paths.map(Optional.some)) == renamedPaths }
      let staysAsKey = original == key && !rekeyed.contains(table)
      return Constraint(
        original: original, isUnchanged: fields.allSatisfy(unchanged.contains), stays: staysAsKey || !same.isEmpty,
        staysBeside: staysAsKey || same.contains { $0.name != index.name })
    }
  }

  /// Returns two rows with different keys and equal values in the fields of the index; `nil` if the old table cannot have
  /// both, or if no short pair is known.
  func twoRows(_ index: Index, _ table: TableName) -> Witness? {
    guard let after = newTable(table),
      !constraints(within: index, table, ignoresConstants: true).contains(where: { $0.isUnchanged || $0.staysBeside })
    else { return nil }
    var keys: (name: String, values: [Value])? = (
      ReservedNames.assignedKey.text, [.literal(.int(1)), .literal(.int(2))]
    )
    if !after.keyFields.isEmpty {
      let free = after.keyFields.first { key in
        !index.paths.contains { $0.first == key.name } && key.type.value.twoExamples != nil
      }
      keys = free.flatMap { key in key.type.value.twoExamples.map { (key.name.text, $0) } }
    }
    guard let keys else { return nil }
    let shared = index.paths.map { path in
      let type = after.rowType.member(at: path[...])
      return Value.Entry(
        .literal(.string(path.map(\.text).joined(separator: "."))), type?.example ?? .literal(.string("x")))
    }
    let name = Value.literal(.string(keys.name))
    return .pair([Value.Entry(name, keys.values[0])] + shared, [Value.Entry(name, keys.values[1])] + shared)
  }
}

extension ValueType {
  /// The type of a member; `nil` if no alternative has it.
  fileprivate func member(at path: ArraySlice<FieldName>) -> ValueType? {
    guard let name = path.first else { return self }
    for alternative in alternatives {
      guard case .object(let members) = alternative, let member = members.first(where: { $0.name == name }) else {
        continue
      }
      return member.type.member(at: path.dropFirst())
    }
    return nil
  }

  /// Two different values of this type; `nil` if none are known.
  fileprivate var twoExamples: [Value]? {
    let candidates: [Value] =
      switch self {
      case .scalar(let scalar): [scalar.distinctExample(0), scalar.distinctExample(1)]
      case .bounded(let bound): [bound.distinctExample(0), bound.distinctExample(1)]
      case .reference(let table): [.reference(table, 1), .reference(table, 2)]
      case .union(let members): members.map(\.example)
      case .any, .literal, .array, .record, .object: []
      }
    guard let first = candidates.first, let second = candidates.first(where: { $0 != first }) else { return nil }
    return contains(first) && contains(second) ? [first, second] : nil
  }
}
