// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// The schema that the database enforces after each deploy: the goal, with changing tables in the states of their
/// rollouts.
struct SchemaAssembly {
  private let builder: RolloutBuilder
  private let schedule: Schedule
  /// The rollouts inside a table that both schemas have, by its new name.
  private var inside: [TableName: [Int]] = [:]
  /// The rollouts that add or remove whole tables.
  private var whole: [Int] = []
  /// The new tables that such a rollout describes.
  private var replaced: Set<TableName> = []

  init(_ builder: RolloutBuilder, _ schedule: Schedule) {
    self.builder = builder
    self.schedule = schedule
    for (index, rollout) in builder.rollouts.enumerated() {
      let bringsTables = !rollout.before.tables.isEmpty || rollout.steps.contains { !$0.state.tables.isEmpty }
      if bringsTables { whole.append(index) } else { inside[rollout.table, default: []].append(index) }
    }
    for (name, rollout) in builder.tableRollouts where whole.contains(rollout) { replaced.insert(name) }
  }

  /// Returns the schema after each deploy.
  func schemas() -> [Schema] {
    var reached: [TableName: ReachedTable] = [:]
    return (1..<schedule.releases.count + 1).map { schema(after: $0, &reached) }
  }

  /// A table after the previous deploy, with the numbers of steps that its rollouts had completed then.
  private typealias ReachedTable = (stages: [Int], table: Table)

  private func schema(after deploy: Int, _ reached: inout [TableName: ReachedTable]) -> Schema {
    let hasHistory = deploy == schedule.releases.count
    var tables = builder.new.tables
    for (name, rollouts) in inside {
      guard let index = builder.new.index(of: name) else { continue }
      let stages = rollouts.map { schedule.stage(of: $0, after: deploy) }
      if reached[name]?.stages != stages {
        reached[name] = (stages, table(tables[index], rollouts, after: deploy))
      }
      guard let table = reached[name]?.table else { continue }
      tables[index] = hasHistory ? table : table.withoutHistory
    }
    let others = whole.flatMap { state(of: $0, after: deploy).tables }
    let names = referenceNames(after: deploy)
    if replaced.isEmpty, others.isEmpty, names.isEmpty {
      // The same tables in the same order.
      var schema = builder.new
      schema.tables = tables
      schema.externalTables = externalTables(after: deploy).filter { schema.table($0.name) == nil }
      return schema
    }
    if !replaced.isEmpty { tables.removeAll { replaced.contains($0.name) } }
    tables += hasHistory ? others : others.map { replaced.contains($0.name) ? $0.withoutHistory : $0 }
    if !names.isEmpty { tables = tables.map { $0.renamingReferences(names) } }
    let own = Set(tables.map(\.name))
    return Schema(
      target: builder.new.target, tables: tables,
      externalTables: externalTables(after: deploy).filter { !own.contains($0.name) })
  }

  /// Until the last deploy, fields of both schemas may refer to their external tables.
  private func externalTables(after deploy: Int) -> [Table] {
    deploy == schedule.releases.count ? builder.new.externalTables : builder.new.externalTables(with: builder.old)
  }

  private func state(of rollout: Int, after deploy: Int) -> RolloutState {
    builder.rollouts[rollout].state(after: schedule.stage(of: rollout, after: deploy))
  }

  private func table(_ new: Table, _ rollouts: [Int], after deploy: Int) -> Table {
    var table = new
    let states = rollouts.map { state(of: $0, after: deploy) }
    if let content = states.lazy.compactMap(\.content).first {
      table.content = content
    } else if case .fields(let goal) = new.content {
      let own = builder.fieldRollouts[new.name] ?? [:]
      var fields = goal.flatMap { field in own[field.name].map { state(of: $0, after: deploy).fields } ?? [field] }
      for (_, rollout) in (builder.removedFieldRollouts[new.name] ?? [:]).sorted(by: { $0.key < $1.key }) {
        fields += state(of: rollout, after: deploy).fields
      }
      for override in states.compactMap(\.column) {
        guard let index = fields.firstIndex(where: { $0.storedName == override.column }) else { continue }
        switch override.action {
        case .defaultValue(let value): fields[index].defaultValue = value
        case .onDelete(let action): fields[index].onDelete = action
        }
      }
      table.content = .fields(fields)
    }
    table.indexes = indexes(new, table, rollouts, states)
    // An equal table is returned as the goal's own value, which later comparisons recognise by identity.
    return table == new ? new : table
  }

  /// Returns the indexes of a table.
  ///
  /// Rollouts give them by stored columns, whose fields may have a third name in this schema.
  private func indexes(_ new: Table, _ table: Table, _ rollouts: [Int], _ states: [RolloutState]) -> [Index] {
    if new.indexes.isEmpty, states.allSatisfy({ $0.indexes.isEmpty }) { return [] }
    let moving = Set(
      rollouts.flatMap { index -> [IndexName] in
        builder.rollouts[index].states.flatMap { $0.indexes.map(\.name) }
      })
    let columns = new.renamedColumns
    let unchanged = new.indexes.lazy.filter { !moving.contains($0.name) }.map { $0.renamingFields(columns) }
    let names = Dictionary(
      table.fields.lazy.filter(\.isStoredElsewhere).map { (FieldName($0.storedName.text), $0.name) },
      uniquingKeysWith: { first, _ in first })
    return (unchanged + states.flatMap(\.indexes)).map { names.isEmpty ? $0 : $0.renamingFields(names) }
  }

  /// Returns the renames of references to a table that moves: its old name until code reads the new table, then the new
  /// name.
  private func referenceNames(after deploy: Int) -> [TableName: TableName] {
    var names: [TableName: TableName] = [:]
    for (old, new) in builder.context.tableRenames {
      // If keys change, each reference names one of the two tables.
      if builder.context.rekeyed.contains(new) { continue }
      guard let rollout = builder.tableRollouts[new], replaced.contains(new) else {
        // Renamed only in the language: both names are one stored table.
        names[old] = new
        continue
      }
      if schedule.stage(of: rollout, after: deploy) < 2 { names[new] = old } else { names[old] = new }
    }
    for (name, second) in builder.secondNames where !builder.context.rekeyed.contains(name) {
      guard let rollout = builder.tableRollouts[name] else { continue }
      // The second table takes the name of the first when that one is dropped.
      let stage = schedule.stage(of: rollout, after: deploy)
      if stage >= 2, stage < builder.rollouts[rollout].steps.count { names[name] = second }
    }
    return names
  }
}
