// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import PlanModel
import SchemaModel
import TestSupport

/// The rows that a database must have after a plan has run on it: computed from the plan's documentation,
/// by no code that the planner, the emitted SQL or the runtime share.
struct ExpectedRows {
  let plan: Plan
  var functions: Functions
  private(set) var rows: TableRows
  /// The results of hand-written functions: for each backfill, in the order of its table's rows, its columns'
  /// values.
  private var answers: [String: [[StoredName: Value]]] = [:]
  /// The rows that backfills begin with.
  private var begun: [String: [[StoredName: Value]]] = [:]
  /// Whether answers at random made rows equal that an index keeps apart: then the store refuses them.
  private(set) var breaksPromises = false
  /// Columns that the store or a function fills with unpredictable values: an instant, a random UUID.
  private(set) var unforeseen: Set<ColumnID> = []

  init(_ plan: Plan, _ sample: SampleRows, seed: UInt64) {
    self.plan = plan
    functions = Functions(seed: seed, lastTypes: [:])
    functions.sampler = sample.sampler
    rows = sample.rows
    for schema in [plan.base] + plan.deploys.map(\.schema) {
      for table in schema.tables {
        // Rows of a table under another name are as many.
        functions.sampler.rowCounts[table.name] =
          functions.sampler.rowCounts[table.name] ?? rows[table.storedName]?.count ?? 0
        for (column, type) in table.storedTypes { functions.lastTypes[ColumnID(table.storedName, column)] = type }
      }
    }
    for deploy in plan.deploys {
      revise(to: deploy.schema, before: plan.deploys.last { $0.number < deploy.number }?.schema ?? plan.base)
      for backfill in plan.backfills where backfill.after == deploy.number {
        let before = rows
        carryOut(backfill)
        breaksPromises =
          breaksPromises || !rows.keepPromises(of: deploy.schema)
          || backfill.transform == .custom && swapsValues(before, deploy.schema)
      }
    }
  }

  /// Whether answers at random gave a row what an index keeps for another one until that is changed, too.
  private func swapsValues(_ before: TableRows, _ schema: Schema) -> Bool {
    rows.contains { table, changed in
      guard let old = before[table], old.count == changed.count, old != changed else { return false }
      return changed.indices.contains { place in
        var between = before
        between[table]?[place] = changed[place]
        return !between.keepPromises(of: schema)
      }
    }
  }

  /// Tables and columns that go, and new ones with what the store fills in.
  private mutating func revise(to schema: Schema, before: Schema) {
    let stored = Set(schema.tables.map(\.storedName))
    rows = rows.filter { stored.contains($0.key) }
    for table in schema.tables {
      let types = table.storedTypes
      let old = before.tables.first { $0.storedName == table.storedName }
      rows[table.storedName] = (rows[table.storedName] ?? []).map { row in
        var changed = row.filter { types[$0.key] != nil }
        for field in table.fields where old?.fields.contains(where: { $0.storedName == field.storedName }) != true {
          changed[field.storedName] = field.filledValue ?? .absent
        }
        return changed
      }
    }
  }

  /// What tables of the base are called after a deploy, where that is another name.
  private func renames(after deploy: Int) -> [TableName: TableName] {
    let moved = plan.movedTables
    var renames: [TableName: TableName] = [:]
    for schema in [plan.deploys.last { $0.number <= deploy }?.schema, plan.goal].compactMap({ $0 }) {
      for table in plan.base.tables where renames[table.name] == nil {
        let stored = [moved[table.storedName], table.storedName].compactMap { $0 }
        let after = stored.lazy.compactMap { name in schema.tables.first { $0.storedName == name } }.first
        if let after, after.name != table.name { renames[table.name] = after.name }
      }
    }
    return renames
  }

  private mutating func carryOut(_ backfill: PlanModel.Backfill) {
    if backfill.transform == .unset, backfill.fields == ["*"], backfill.targets.first?.table == backfill.storedTable {
      rows[backfill.storedTable] = []
      return
    }
    let old = rows[backfill.storedTable] ?? []
    begun[backfill.name] = old
    if case .fill(let value) = backfill.transform, !value.isConstant { unforeseen.formUnion(backfill.targets) }
    for (source, target) in zip(backfill.sources, backfill.targets) where unforeseen.contains(source) {
      unforeseen.insert(target)
    }
    var given: [[StoredName: Value]] = []
    for row in old {
      let sources = backfill.sources.map { row[$0.column] ?? .absent }
      var answer: [StoredName: Value] = [:]
      for (place, target) in backfill.targets.enumerated() {
        // A copy takes each column from its own source, a function looks at all of them.
        let values =
          backfill.sources.count == backfill.targets.count && backfill.transform != .custom
          ? [sources[place]] : sources
        let type: FieldType? = if case .notIn(let type) = backfill.pending { type } else { nil }
        answer[target.column] =
          functions.apply(backfill.transform, to: values, for: target, in: type)?.canonical ?? .absent
      }
      given.append(answer)
    }
    answers[backfill.name] = given
    let target = backfill.targets.first?.table ?? backfill.storedTable
    if target != backfill.storedTable {
      let schema = plan.deploys.last { $0.number <= backfill.after }?.schema
      let named = Set(backfill.targets.map(\.column))
      // A row that is made gets what the store fills in.
      for field in schema?.tables.first(where: { $0.storedName == target })?.fields ?? []
      where field.defaultValue != nil && !named.contains(field.storedName) {
        guard let value = field.filledValue else {
          unforeseen.insert(ColumnID(target, field.storedName))
          continue
        }
        for place in given.indices { given[place][field.storedName] = value }
      }
      rows[target] = given
      return
    }
    let renames = renames(after: backfill.after)
    for (place, answer) in given.enumerated() {
      let isPending = backfill.targets.contains { target in
        let current = old[place][target.column] ?? .absent
        return switch backfill.pending {
        case .notIn(let type): !type.contains(current) && !type.contains(current.renamingReferences(renames))
        case .differs: current != answer[target.column]
        case .present: current != .absent
        }
      }
      if isPending { rows[target]?[place].merge(answer) { _, new in new } }
    }
  }
}

extension Plan {
  /// The stored tables whose rows are copied into others, each with the other.
  var movedTables: [StoredName: StoredName] {
    let copies = backfills.compactMap { backfill -> (StoredName, StoredName)? in
      guard let target = backfill.targets.first?.table, target != backfill.storedTable else { return nil }
      return (backfill.storedTable, target)
    }
    return Dictionary(copies) { _, last in last }
  }
}

extension Field {
  /// The constant that the store fills in for a missing value.
  fileprivate var filledValue: Value? {
    defaultValue.flatMap { $0.isConstant ? $0.stored(in: type, number: 0).canonical : nil }
  }
}

extension Table {
  /// The columns that store its fields, or the single column of its variants.
  var storedTypes: [StoredName: FieldType] {
    switch content {
    case .fields(let fields): Dictionary(fields.map { ($0.storedName, $0.type) }) { first, _ in first }
    case .variants: [ColumnID.wholeRow: FieldType(rowType)]
    }
  }
}

// MARK: - As the runtime sees them

extension ExpectedRows {
  /// How values are stored at the end; dropped tables keep their keys.
  private func encoding(_ backfill: PlanModel.Backfill) -> Encoding {
    let schema = plan.deploys.last { $0.number <= backfill.after }?.schema ?? plan.base
    var all = begun.reduce(into: TableRows()) { rows, entry in
      if let table = plan.backfills.first(where: { $0.name == entry.key })?.storedTable { rows[table] = entry.value }
    }
    all.merge(rows) { _, last in last }
    return Encoding(schema, all, under: plan)
  }

  /// A value as a function gives it.
  func json(_ value: Value, _ backfill: PlanModel.Backfill) -> JSONValue? { encoding(backfill).runtime(value) }

  /// The answers to the rows of a backfill, for columns in their order.
  func jsonAnswers(_ backfill: PlanModel.Backfill, _ columns: [StoredName]) -> [[JSONValue?]] {
    let encoding = encoding(backfill)
    return (answers[backfill.name] ?? []).enumerated().map { number, answer in
      columns.map {
        $0 == "_id" && answer[$0] == nil ? .int(Int64(number) + 1) : encoding.runtime(answer[$0] ?? .absent)
      }
    }
  }

  /// The text of each row's key.
  func keys(of backfill: PlanModel.Backfill, _ columns: [StoredName]) -> [String] {
    let encoding = encoding(backfill)
    return (begun[backfill.name] ?? []).enumerated().map { number, row in
      columns.map { column in
        column == "_id" && row[column] == nil
          ? "\(number + 1)" : encoding.runtime(row[column] ?? .absent)?.text ?? ""
      }.joined(separator: "|")
    }
  }
}

extension Value {
  /// The same with tables called otherwise.
  fileprivate func renamingReferences(_ renames: [TableName: TableName]) -> Value {
    if renames.isEmpty { return self }
    switch self {
    case .reference(let table, let number): return .reference(renames[table] ?? table, number)
    case .array(let values): return .array(values.map { $0.renamingReferences(renames) })
    case .map(let entries):
      return .map(
        entries.map { Entry($0.key.renamingReferences(renames), $0.value.renamingReferences(renames)) })
    case .absent, .null, .literal, .bytes, .timestamp, .date, .uuid, .decimal, .anything: return self
    }
  }
}
