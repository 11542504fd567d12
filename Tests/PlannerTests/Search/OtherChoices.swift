// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

@testable import PlanChecker
@testable import PlanModel
@testable import Planner

/// A field that is computed from others.
func derivedChoices(_ table: Table, _ sources: [Field], _ new: Field, staying: Set<FieldName>) -> Choices {
  let logicalField = LogicalField(table.name, new.name)
  let place = ColumnID(table.storedName, new.storedName)
  let places = sources.map { ColumnUse(ColumnID(table.storedName, $0.storedName), $0.type) }
  func code(_ reads: [ColumnUse], _ writes: [ColumnUse]) -> CodeVersion {
    // What stays must be seen to be written, or nobody would make the computed value stale.
    var uses = zip(sources, places).filter { staying.contains($0.0.name) }.map { source, place in
      FieldUse(
        table: table.name, field: source.name, logicalFields: [LogicalField(table.name, source.name)], reads: [place],
        writes: [place])
    }
    if !reads.isEmpty || !writes.isEmpty {
      uses.append(
        FieldUse(table: table.name, field: new.name, logicalFields: [logicalField], reads: reads, writes: writes))
    }
    return CodeVersion(uses: uses)
  }
  let all = [ColumnUse(place, new.type)]
  // Where the sources go, the field is what they were, and code that read neither would do without the value.
  let mayWait = sources.allSatisfy { staying.contains($0.name) }
  let codes = ((mayWait ? [[]] : []) + [places, [ColumnUse(place, new.type.optional)]]).flatMap { reads in
    [[], all].map { code(reads, $0) }
  }
  var choices = Choices(
    table.name, from: StoreChoice(), code([], []), to: [StoreChoice(fields: [new])], [code(all, all)],
    through: [StoreChoice(fields: [new.relaxed])], codes)
  choices.columnMapping[place] = [logicalField]
  for (source, use) in zip(sources, places) {
    choices.columnMapping[use.column] = [LogicalField(table.name, source.name), logicalField]
  }
  let pending: [Backfill.Pending] = [.differs, .notIn(new.type)]
  choices.backfills = pending.map {
    Backfill(
      name: "\(table.name).\(new.name)", table: table.name, storedTable: table.storedName, fields: [new.name],
      sources: places.map(\.column), targets: [place], transform: .custom, pending: $0, after: 0, assessment: 0)
  }
  return choices
}

/// An index that comes, goes or changes; both by stored columns.
func indexChoices(_ table: Table, _ old: Index?, _ new: Index?, stays: (UniqueID) -> Bool) -> Choices {
  let indexes = [old, new].compactMap { $0 }
  let ids = indexes.filter { $0.kind == .unique }.map { UniqueID(table.storedName, $0.paths) }.uniqued
  let oldID = old.flatMap { $0.kind == .unique ? UniqueID(table.storedName, $0.paths) : nil }
  let needed = old.flatMap { $0.kind == .unique ? nil : IndexID(table.storedName, $0.name) }
  func code(_ respects: [UniqueID], needs: Bool) -> CodeVersion {
    CodeVersion(respects: Set(respects), queries: needs ? Set([needed].compactMap { $0 }) : [])
  }
  var second = new
  second?.name = IndexName("\(new?.name.text ?? "")_2")
  var stores = [StoreChoice()]
  if let old, let second { stores.append(StoreChoice(indexes: [old, second])) }
  let promised = [new].compactMap { $0 }.filter { $0.kind == .unique }.map { UniqueID(table.storedName, $0.paths) }
  let kept = ids.filter { promised.contains($0) || stays($0) }
  // Code of the goal keeps what the goal promises, and need not keep more.
  let last = ids.subsets.filter { subset in kept.allSatisfy(subset.contains) }.map { code($0, needs: false) }
  return Choices(
    table.name, from: StoreChoice(indexes: [old].compactMap { $0 }),
    code([oldID].compactMap { $0 } + promised.filter(stays), needs: true),
    to: [StoreChoice(indexes: [new].compactMap { $0 })], last,
    through: stores, ids.subsets.flatMap { [code($0, needs: true), code($0, needs: false)] })
}

/// A table that comes or goes, rows and all.
func tableChoices(added: Table?, removed: Table?) -> Choices {
  let table = added ?? removed ?? Table("", content: .fields([]))
  let used = CodeVersion(tables: [TableUse(table.name, stored: [table.storedName])])
  let stored = StoreChoice(tables: [table])
  guard added == nil else {
    return Choices(table.name, from: StoreChoice(), CodeVersion(), to: [stored], [used], through: [], [])
  }
  var choices = Choices(table.name, from: stored, used, to: [StoreChoice()], [CodeVersion()], through: [], [])
  choices.backfills = [
    Backfill(
      name: table.name.text, table: table.name, storedTable: table.storedName, fields: ["*"], sources: [],
      targets: table.columnIDs, transform: .unset, pending: .present, after: 0, assessment: 0)
  ]
  for field in table.fields {
    choices.columnMapping[ColumnID(table.storedName, field.storedName)] = [LogicalField(table.name, field.name)]
  }
  return choices
}

/// A table whose rows move to another stored table; fields are copied one to one.
func movedTableChoices(_ old: Table, _ new: Table, _ target: Target) -> Choices {
  var second = new
  if old.name == new.name { second.name = TableName("\(new.name)_2") }
  if old.storedName == new.storedName { second.explicitStoredName = nil }
  let stored = StoredName(second.storedName.text)
  var final = new
  final.explicitStoredName = stored.text.hasSameBytes(as: new.name.text) ? nil : stored
  let pairs = matchFields(old, new).pairs
  func columns(_ table: Table, _ field: Field) -> ColumnUse {
    ColumnUse(ColumnID(table.storedName, field.storedName), field.type)
  }
  func code(readsNew: Bool, _ tables: [Table]) -> CodeVersion {
    let uses = pairs.map { pair in
      let places = [columns(old, pair.old), columns(second, pair.new)]
      return FieldUse(
        table: new.name, field: pair.new.name, logicalFields: [LogicalField(old.name, pair.old.name)],
        reads: [places[readsNew ? 1 : 0]],
        writes: places.filter { use in tables.contains { $0.storedName == use.column.table } })
    }
    return CodeVersion(uses: uses, tables: [TableUse(new.name, stored: tables.map(\.storedName))])
  }
  let steps = pairs.map {
    SyncedColumns(old: columns(old, $0.old).column, new: columns(second, $0.new).column, transform: .copy)
  }
  let both = StoreChoice(tables: [old, second])
  var synced = both
  synced.synced = steps
  var choices = Choices(
    new.name, from: StoreChoice(tables: [old]), code(readsNew: false, [old]), to: [StoreChoice(tables: [final])],
    [code(readsNew: true, [second])],
    through: [both, StoreChoice(tables: [second])] + (target.capabilities.syncsColumns ? [synced] : []),
    [[old], [second], [old, second]].flatMap { [code(readsNew: false, $0), code(readsNew: true, $0)] })
  for pair in pairs {
    let logicalField = LogicalField(old.name, pair.old.name)
    choices.columnMapping[columns(old, pair.old).column] = [logicalField]
    choices.columnMapping[columns(second, pair.new).column] = [logicalField]
  }
  choices.backfills = [
    Backfill(
      name: new.name.text, table: new.name, storedTable: old.storedName, fields: ["*"], sources: steps.map(\.old),
      targets: steps.map(\.new), transform: .copy, pending: .differs, after: 0, assessment: 0),
    Backfill(
      name: "\(old.name).delete", table: old.name, storedTable: old.storedName, fields: ["*"], sources: [],
      targets: old.columnIDs, transform: .unset, pending: .present, after: 0, assessment: 0),
  ]
  return choices
}

/// The rows of a table of several shapes, which change where they are.
func rowChoices(_ old: Table, _ new: Table, _ context: AssessmentContext) -> Choices {
  let place = ColumnID(old.storedName, ColumnID.wholeRow)
  let before = FieldType(old.rowType.renamingReferences(context.tableRenames))
  let after = FieldType(new.rowType)
  let both = before.union(after)
  func code(_ reads: FieldType, _ writes: FieldType) -> CodeVersion {
    CodeVersion(
      uses: [
        FieldUse(
          table: new.name, field: "*", logicalFields: [LogicalField(old.name, "*")], reads: [ColumnUse(place, reads)],
          writes: [ColumnUse(place, writes)])
      ])
  }
  let variants = both.value.alternatives.compactMap { if case .object(let members) = $0 { members } else { nil } }
  var choices = Choices(
    new.name, from: StoreChoice(content: old.content), code(before, before), to: [StoreChoice(content: new.content)],
    [code(after, after)], through: [StoreChoice(content: .variants(variants))],
    [before, after, both].map { code(both, $0) })
  choices.columnMapping[place] = [LogicalField(old.name, "*")]
  choices.backfills = [
    Backfill(
      name: "\(new.name).*", table: new.name, storedTable: old.storedName, fields: ["*"], sources: [place],
      targets: [place], transform: .custom, pending: .notIn(after), after: 0, assessment: 0)
  ]
  return choices
}
