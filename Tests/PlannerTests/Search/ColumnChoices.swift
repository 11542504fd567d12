// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

@testable import PlanChecker
@testable import PlanModel
@testable import Planner

/// One field that comes, goes or changes: in its own column, or in a second one.
struct ColumnChoices {
  let table: Table
  let old: Field?
  let new: Field?
  let context: AssessmentContext

  private var target: Target { context.target }
  private var oldType: FieldType? { old?.type.renamingReferences(context.tableRenames) }
  private var a: StoredName { old?.storedName ?? new?.storedName ?? "" }
  private func id(_ column: StoredName) -> ColumnID { ColumnID(table.storedName, column) }
  private var logicalField: LogicalField { LogicalField(table.name, old?.name ?? new?.name ?? "") }

  /// The column that the value may move to; none for a field that only comes or goes.
  private var b: StoredName? {
    guard let old, let new else { return nil }
    return new.storedName == old.storedName ? StoredName("\(a)_2") : new.storedName
  }

  /// Whether the goal itself says that the value moves.
  private var mustMove: Bool { old != nil && new != nil && old?.storedName != new?.storedName }

  /// Every value of either.
  private var both: FieldType {
    guard let oldType else { return new?.type ?? FieldType(.any) }
    return new.map { oldType.union($0.type) } ?? oldType
  }

  func choices() -> Choices {
    let first = StoreChoice(fields: [old].compactMap { $0 })
    var last: [StoreChoice] = []
    if let new {
      if !mustMove { last.append(StoreChoice(fields: [old == nil ? new : new.stored(as: a)])) }
      if let b { last.append(StoreChoice(fields: [new.stored(as: b)])) }
    } else {
      last.append(StoreChoice())
    }
    var choices = Choices(
      table.name, from: first, before, to: last, after, through: stores, codes)
    choices.columnMapping = [id(a): [logicalField]]
    if let b { choices.columnMapping[id(b)] = [logicalField] }
    choices.backfills = backfills
    return choices
  }

  // MARK: Stores

  private var stores: [StoreChoice] {
    let name = new?.name ?? old?.name ?? ""
    let types = [oldType, oldType?.optional, both, both.optional, new?.type, new?.type.optional].compactMap { $0 }
    let model = old ?? new ?? Field("", FieldType(.any))
    let inPlace = types.uniqued.flatMap { variants(model.with(type: $0)) }
    var stores = inPlace.map { StoreChoice(fields: [$0]) }
    if old == nil || new == nil { stores.append(StoreChoice()) }
    guard let b, let new, let old else { return stores }
    let seconds = [new.type, new.type.optional].uniqued.flatMap { variants(new.with(type: $0)) }
    stores += seconds.map { StoreChoice(fields: [$0.stored(as: b)]) }
    // Where a value has to move and may stay as it is, the first column may come to hold all that the second does.
    let isWidening = mustMove && oldType?.isSubset(of: new.type) == true
    let wide = isWidening ? [new.type, new.type.optional] : []
    let firsts = ([old.type, old.type.optional] + wide).uniqued.flatMap { variants(old.with(type: $0)) }
    for first in firsts {
      for second in seconds {
        let beside = mustMove && new.name != old.name ? second.stored(as: b) : second.renamed("\(name)_2").stored(as: b)
        let pair = SyncedColumns(old: id(a), new: id(b), transform: transform)
        let steps: [[SyncedColumns]] = target.capabilities.syncsColumns && transform != .custom ? [[], [pair]] : [[]]
        stores += steps.map { StoreChoice(fields: [first, beside], synced: $0) }
      }
    }
    return stores
  }

  /// The field with each default and each delete action that either schema has for it.
  private func variants(_ field: Field) -> [Field] {
    let defaults = [nil, old?.defaultValue, new?.defaultValue].uniqued.filter { value in
      value.map { Contents($0, in: field.type).containment(in: field.type) == .contained } ?? true
    }
    var actions = [nil, old?.onDelete, new?.onDelete].uniqued
    if case .reference = field.type.value {} else { actions = [nil] }
    if !field.type.isOptional { actions.removeAll { $0 == .setNull } }
    return defaults.flatMap { value in
      actions.map { field.with(defaultValue: value).with(onDelete: $0) }
    }
  }

  // MARK: Code

  private func code(
    _ reads: [ColumnUse], _ writes: [ColumnUse], relinquishing: [ColumnID] = [], tolerating: [DeleteAction] = []
  ) -> CodeVersion {
    guard !reads.isEmpty || !writes.isEmpty else { return CodeVersion() }
    let use = FieldUse(
      table: table.name, field: new?.name ?? old?.name ?? "", logicalFields: [logicalField], reads: reads,
      writes: writes)
    let columns = Set((reads + writes).map(\.column))
    return CodeVersion(
      uses: [use],
      tolerates: tolerating.isEmpty ? [:] : Dictionary(uniqueKeysWithValues: columns.map { ($0, Set(tolerating)) }),
      relinquishes: Set(relinquishing))
  }

  /// Code that is refused, or loses a row, can live with a row that merely loses its reference.
  private var before: CodeVersion {
    guard let old, let oldType else { return CodeVersion() }
    let all = [ColumnUse(id(a), oldType)]
    return code(
      all, all, relinquishing: old.defaultValue != nil && target.capabilities.fillsDefaults ? [id(a)] : [],
      tolerating: actions.filter { $0 == old.deleteAction(in: target) || $0 == .setNull })
  }

  /// The code of the goal reads and writes what the goal declares; what else it can live with is its own affair.
  private var after: [CodeVersion] {
    guard let new else { return [CodeVersion()] }
    let columns = (mustMove ? [] : [a]) + [b].compactMap { $0 }
    return columns.flatMap { column -> [CodeVersion] in
      let all = [ColumnUse(id(column), new.type)]
      let defaults: [[ColumnID]] =
        new.defaultValue != nil && target.capabilities.fillsDefaults ? [[], [id(column)]] : [[]]
      return defaults.flatMap { relinquished in
        actions.subsets.filter { subset in new.deleteAction(in: target).map(subset.contains) ?? true }
          .map { code(all, all, relinquishing: relinquished, tolerating: $0) }
      }
    }
  }

  private var actions: [DeleteAction] {
    [old, new].compactMap { $0?.deleteAction(in: target) }.uniqued
  }

  /// Versions between: to read more than is stored never harms, so each reads all that could ever be there.
  private var codes: [CodeVersion] {
    let columns = [a] + [b].compactMap { $0 }
    let mayLeave = old == nil || new == nil
    let reads = columns.map { ColumnUse(id($0), both.optional) }.subsets.filter { mayLeave || !$0.isEmpty }
    let types = [oldType, new?.type, both].compactMap { $0 }.uniqued
    var writes: [[ColumnUse]] = types.map { [ColumnUse(id(a), $0)] }
    if let b {
      writes = (writes + [[]]).flatMap { first in ([[]] + types.map { [ColumnUse(id(b), $0)] }).map { first + $0 } }
    }
    if mayLeave { writes.append([]) }
    let defaulted: [[ColumnID]] =
      target.capabilities.fillsDefaults && (old?.defaultValue != nil || new?.defaultValue != nil)
      ? [[]] + columns.map { [id($0)] } : [[]]
    return reads.flatMap { reads in
      writes.filter { mayLeave || !$0.isEmpty }.flatMap { writes in
        defaulted.filter { $0.allSatisfy { column in writes.contains { $0.column == column } } }.flatMap {
          relinquished in
          actions.subsets.map { code(reads, writes, relinquishing: relinquished, tolerating: $0) }
        }
      }
    }
  }

  // MARK: Backfills

  private var transform: Transform {
    guard let old, let new else { return .custom }
    return Transform(from: old, to: new, in: table.name, context)
  }

  private var backfills: [Backfill] {
    func backfill(
      _ sources: [StoredName], _ target: StoredName, _ transform: Transform, _ pending: Backfill.Pending
    ) -> Backfill {
      Backfill(
        name: "\(table.name).\(a)", table: table.name, storedTable: table.storedName,
        fields: [new?.name ?? old?.name ?? ""], sources: sources.map(id), targets: [id(target)], transform: transform,
        pending: pending, after: 0, assessment: 0)
    }
    var all = [backfill([], a, .unset, .present)]
    guard let new else { return all }
    all.append(backfill([], a, new.defaultValue.map(Transform.fill) ?? .custom, .notIn(new.type)))
    guard let b else { return all }
    all += [
      backfill([a], a, transform, .notIn(new.type)), backfill([a], b, transform, .differs),
      backfill([a], b, transform, .notIn(new.type)), backfill([b], a, .custom, .differs),
      backfill([], b, .unset, .present),
    ]
    return all
  }
}
