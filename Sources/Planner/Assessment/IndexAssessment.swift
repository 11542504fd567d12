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
    hazards: [.indexBuild, .scansTable], reason: "existing rows may contain duplicates, and running code may add more",
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
  return assessment(
    .indexChanged, .safe, [.widen, .tighten], [.indexBuild, .oldReaders, .slowerQueries],
    "it does not restrict the rows; queries of running code may need the old one")
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

  /// Returns whether the stored rows have no duplicates in the index's fields, because these do not change and include
  /// the key, or are those of another unique index.
  func isUniqueAlready(_ index: Index, _ table: TableName) -> Bool {
    guard let after = newTable(table), let before = oldPartner(of: table), !rekeyed.contains(table) else {
      return false
    }
    let unchanged = matchFields(before, after).pairs.filter {
      $0.old.storedName == $0.new.storedName && $0.old.type == $0.new.type
    }
    let names = Dictionary(unchanged.map { ($0.old.name, $0.new.name) }, uniquingKeysWith: { first, _ in first })
    func renamed(_ path: [FieldName]) -> [FieldName]? {
      path.first.flatMap { names[$0] }.map { [$0] + path.dropFirst() }
    }
    let paths = Set(index.paths.map(Optional.some))
    let key = before.keyFields.map { renamed([$0.name]) }
    return !key.isEmpty && paths.isSuperset(of: key)
      || before.indexes.contains { $0.kind == .unique && Set($0.paths.map(renamed)) == paths }
  }

  /// Returns two rows with different keys and equal values in the fields of the index; `nil` if no short pair is known.
  func twoRows(_ index: Index, _ table: TableName) -> Witness? {
    guard let after = newTable(table) else { return nil }
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
