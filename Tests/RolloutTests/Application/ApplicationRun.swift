// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsSQLite
import Foundation
import PlanChecker
import PlanModel
import SchemaModel

@testable import MigrationSQL
@testable import SwiftEmitter
@testable import TestSupport

/// One plan on a SQLite database, while compiled code of all running versions reads and writes its rows.
///
/// The simulation's model knows what was meant last; here the rows are those of the database, the writes those of the
/// emitted Swift, and the steps and backfills those of the runtime.
struct ApplicationRun {
  let subject: ApplicationPlan
  let program: ApplicationProgram
  private let path: String
  private let database: SQLite
  /// The build for each deploy.
  private let builds: [Migrations]
  private let codes: [RunningCode]
  private let stores: [StoreRules]
  private let shapes: [Int: [RowShape]]
  private var world: World
  /// The schema in force.
  private var schema: Schema
  /// A number for each table, which the numbers of its rows begin with.
  private let tableNumbers: [StoredName: Int]
  /// For each stored table, how many rows it ever had: the row with the key n is row n - 1.
  private var counts: [StoredName: Int]
  /// For each table, the rows that were there before the plan.
  private let firstCounts: [StoredName: Int]
  /// What code did, for people who look for a fault.
  private(set) var log: [String] = []
  private(set) var tally = Tally()

  /// What came of the operations.
  struct Tally {
    var written = 0
    /// The Swift type has no such value.
    var impossible = 0
    /// The database refused a duplicate or a missing reference.
    var expected = 0
    var deleted = 0
    var reads = 0
    /// A backfill met rows that people have to change first.
    var stopped = 0
    var operations: Set<ApplicationProgram.Operation> = []
    /// How many operations were performed at least once.
    var performed = 0

    static func += (sum: inout Tally, other: Tally) {
      sum.written += other.written
      sum.impossible += other.impossible
      sum.expected += other.expected
      sum.deleted += other.deleted
      sum.reads += other.reads
      sum.stopped += other.stopped
      sum.operations.formUnion(other.operations)
      sum.performed += other.performed
    }
  }

  init(_ subject: ApplicationPlan, _ program: ApplicationProgram, path: String) {
    self.subject = subject
    self.program = program
    let plan = subject.plan.withReferencesResolved
    let rollout = Rollout(subject.plan, seed: subject.seed, rowsOfTable: 4, path: path)
    self.path = path
    database = SQLite(path: path)
    stores = StoreRules.all(of: plan)
    codes = RunningCode.all(of: plan, stores: stores)
    shapes = Dictionary(
      subject.releases.map { ($0, CodeShapes(subject.plan, deploy: $0).shapes()) }, uniquingKeysWith: { $1 })
    var semantics = ValueSemantics(plan, seed: subject.seed)
    semantics.newFrom = subject.newFrom
    counts = rollout.sample.rows.mapValues(\.count)
    firstCounts = counts
    semantics.functions.sampler = Sampler(seed: subject.seed)
    for schema in [plan.base] + plan.deploys.map(\.schema) {
      for table in schema.tables {
        semantics.functions.sampler.rowCounts[table.name] = counts[table.storedName] ?? 0
      }
    }
    schema = subject.plan.base
    let tables = Set(stores.flatMap(\.tables.keys)).sorted()
    tableNumbers = Dictionary(uniqueKeysWithValues: zip(tables, 1...))
    world = World(semantics: semantics, store: stores[0], sampler: Sampler(seed: subject.seed &+ 1))
    world.interesting = World.interestingValues(stores, codes).mapValues { $0.filter(\.isStorable) }
    let (functions, counts) = (semantics.functions, counts)
    builds = Self.builds(subject, rollout) { plan in
      HandWrittenFunctions(plan: plan.withReferencesResolved, functions: functions, counts: counts).answer
    }
  }

  /// The builds for the deploys of a plan, or of several side by side.
  private static func builds(
    _ subject: ApplicationPlan, _ rollout: Rollout, _ answers: @escaping (Plan) -> RuntimePlan.HandWritten
  ) -> [Migrations] {
    if subject.parts.isEmpty {
      var runtime = rollout.runtimePlan()
      runtime.handWritten = answers(subject.plan)
      let migrations = runtime.migrations
      return subject.plan.deploys.map { deploy in
        Migrations(
          schema: migrations.schema, tables: migrations.tables,
          plans: migrations.all.map { $0.at(deploy: deploy.number) })
      }
    }
    let way = Rollout.Way.allCases[Int(subject.seed % 3)]
    let beside = PlansBeside(
      subject.parts, of: subject.plan.base, seed: subject.seed, way, rowsOfTable: 4, path: rollout.path,
      order: subject.order, answers: answers)
    var stages: [Int?] = subject.parts.map { _ in nil }
    return subject.order.map { plan in
      stages[plan] = (stages[plan] ?? 0) + 1
      return beside.build(at: stages)
    }
  }

  // MARK: - The rollout

  /// Runs the plan to its end; returns the first violation.
  mutating func run() async throws -> Fault? {
    try await Rollout(subject.plan, seed: subject.seed, rowsOfTable: 4, path: path).begin()
    world.running = [codes[0]]
    try await observe("before the plan")
    recordAll(by: codes[0])
    try await live("before the plan")
    for (position, deploy) in subject.plan.deploys.enumerated() {
      let build = builds[position]
      guard try await migrate(["run"], build) else { return world.fault }
      (world.store, schema) = (stores[position + 1], deploy.schema)
      try await live("deploy \(deploy.number), schema")
      if deploy.isRelease {
        world.running.append(codes[position + 1])
        try await live("deploy \(deploy.number), release")
      }
      // The next deploy of another plan may come before older code is gone.
      guard subject.endings.contains(deploy.number) else { continue }
      world.running.removeFirst(world.running.count - 1)
      _ = try await migrate(["released"], build)
      try await live("deploy \(deploy.number), released")
      guard try await migrate(["run"], build) else { return world.fault }
      try await live("deploy \(deploy.number), backfilled")
    }
    return world.fault
  }

  /// Returns `false` if the runtime waits for people, or after a fault.
  private mutating func migrate(_ arguments: [String], _ build: Migrations) async throws -> Bool {
    guard world.fault == nil else { return false }
    let lines = PrintedText()
    let status = await MigrateCommand.run(
      build, on: database, environment: "test", arguments: arguments, console: lines.console())
    log.append("migrate \(arguments.joined(separator: " ")): \(lines.text.suffix(300))")
    if status != 0 || lines.text.contains("waiting") {
      tally.stopped += 1
      return false
    }
    return true
  }

  /// Code reads and writes for a while.
  private mutating func live(_ moment: String) async throws {
    guard world.fault == nil else { return }
    world.moment = moment
    try await observe(moment)
    world.check()
    for _ in 0..<10 where world.fault == nil {
      try await act()
      try await observe(moment)
      world.check()
    }
    for code in world.running where world.fault == nil { try await read(by: code) }
  }

  // MARK: - Rows

  private func id(_ table: StoredName, _ row: Int) -> Int {
    (tableNumbers[table] ?? 0) * 100_000 + row
  }

  /// Takes the rows of the database into the model.
  private mutating func observe(_ moment: String) async throws {
    world.rows = [:]
    for (table, columns) in world.store.tables.sorted(by: { $0.key < $1.key }) {
      let stored = try await rows(of: table, columns.map { Column($0.column.text, form(of: $0)) })
      for (key, values) in stored {
        for (column, json) in zip(columns, values) {
          guard let type = world.store.columns[column]?.type else { continue }
          guard let value = type.value(of: json) else {
            return world.fail(.rowsFit, "\(column) holds \(json?.text ?? "no value"), which is not of the type \(type)")
          }
          world.rows[table, default: [:]][id(table, Int(key) - 1), default: [:]][column] = value
        }
        if columns.isEmpty { world.rows[table, default: [:]][id(table, Int(key) - 1)] = [:] }
      }
    }
  }

  private func form(of column: ColumnID) -> Column.Form {
    let storage = Storage(of: schema)
    let table = schema.tables.first { $0.storedName == column.table }
    return table?.fields.first { $0.storedName == column.column }.map(storage.runtimeForm) ?? storage.runtimeFormOfRows
  }

  private func rows(of table: StoredName, _ columns: [Column]) async throws -> [(key: Int64, values: [JSONValue?])] {
    let key = Column("_id", .int)
    return try await database.transaction(.read) { session in
      try await session.read(Query(table.text, columns: [key] + columns, order: [key])).compactMap { row in
        guard case .int(let number)? = row.values.first ?? nil else { return nil }
        return (number, Array(row.values.dropFirst()))
      }
    }
  }

  /// Rows from before the plan mean what they hold.
  private mutating func recordAll(by code: RunningCode) {
    for (table, rows) in world.rows {
      for (id, row) in rows {
        world.entities[id] = World.Entity(family: table)
        record(row.filter { code.reads.contains($0.key) }, row: id, by: code)
      }
    }
  }

  /// Records the last written values of logical fields: all that the code gave, as it gave them.
  private mutating func record(_ values: World.Row, row: Int, by code: RunningCode) {
    let semantics = world.semantics
    let fields = values.keys.reduce(into: Set<LogicalField>()) { $0.formUnion(semantics.logicalFields[$1] ?? []) }
    for field in fields {
      var intended: World.Intended = [:]
      for (column, value) in values where semantics.logicalFields[column]?.contains(field) ?? false {
        intended[column] = semantics.read(value, at: column, inOldLanguage: semantics.isOld(code, column))
      }
      // The same value again means nothing new.
      let last = world.entities[row]?.intended[field] ?? [:]
      if intended.allSatisfy({ last[$0.key] == $0.value }) { continue }
      world.entities[row]?.intended[field] = intended
    }
  }
}

extension ApplicationRun {
  // MARK: - What code does

  private mutating func act() async throws {
    let code = world.sampler.random.pick(world.running)
    let all = shapes[code.release] ?? []
    guard !all.isEmpty else { return }
    let shape = world.sampler.random.pick(all)
    let rows = "\(subject.versionName(code.release)).\(shape.baseName)"
    let live = world.ids(shape.stored)
    if world.sampler.random.happens(8), try await delete(from: shape, live, by: code) { return }
    let isInsert = live.isEmpty || world.sampler.random.happens(35) && live.count < 8
    let operations = (program.operations[rows] ?? []).filter { ($0.kind == .insert) == isInsert }
    guard !operations.isEmpty else { return }
    let operation = world.sampler.random.pick(operations)
    tally.operations.insert(operation)
    let key = isInsert ? counts[shape.stored] ?? 0 : (live.randomElement(using: &world.sampler.random) ?? 0) % 100_000
    try await perform(operation, on: shape, row: key, by: code)
  }

  private mutating func perform(
    _ operation: ApplicationProgram.Operation, on shape: RowShape, row number: Int, by code: RunningCode
  ) async throws {
    let isInsert = operation.kind == .insert
    var meant: World.Row = [:]
    var values: [String: JSONValue?] = [:]
    var properties: [ColumnID: String] = [:]
    for property in operation.properties {
      guard let column = shape.columns.first(where: { $0.property == property && $0.source == nil }) else {
        return world.fail(.wellFormed, "\(operation.name): no column has the property \(property)")
      }
      let place = ColumnID(shape.stored, column.stored)
      if column.key == .assigned {
        values[property] = .int(Int64(number) + 1)
      } else if operation.kind == .writeBack {
        meant[place] = world.rows[shape.stored]?[id(shape.stored, number)]?[place]
      } else {
        let value = value(for: place, code.writes[place] ?? FieldType(.any))
        meant[place] = value
        values[property] = json(value)
        properties[place] = property
      }
    }
    for (place, value) in computed(from: meant, by: code) {
      guard let property = properties[place] else { continue }
      meant[place] = value
      values[property] = json(value)
    }
    let stored = isInsert ? [] : try await storedRow(shape, number)
    let answer = try program.write(operation, row: stored, values: values)
    log.append(
      "\(world.moment): \(operation.name) row \(number) \(meant.sorted { $0.key < $1.key }.map { "\($0.key.column)=\($0.value)" })"
    )
    switch answer {
    case .noSuchValue: tally.impossible += 1
    case .unreadable(let text): world.fail(.rowsReadable, "\(operation.name) of row \(number): \(text)")
    case .values(let columns):
      if isInsert,
        !operation.properties.contains(where: { name in
          shape.columns.contains { $0.property == name && $0.key == .assigned }
        })
      {
        // The database assigns the next key.
        guard try await nextKey(of: shape.stored) == number + 1 else { return }
      }
      try await write(columns, meant, shape, number, operation, by: code)
    }
  }

  /// What code has to write where it writes a value and another that a later backfill computes from it.
  private func computed(from meant: World.Row, by code: RunningCode) -> World.Row {
    var values: World.Row = [:]
    for backfill in subject.plan.backfills where backfill.after >= code.release {
      for target in backfill.targets where meant[target] != nil && !backfill.sources.contains(target) {
        let sources = world.semantics.sources(of: backfill, target).compactMap { values[$0] ?? meant[$0] }
        guard !sources.isEmpty, sources.count == world.semantics.sources(of: backfill, target).count else { continue }
        values[target] = world.semantics.functions.apply(backfill.transform, to: sources, for: target)?.canonical
      }
    }
    return values
  }

  private mutating func write(
    _ columns: [String: JSONValue?], _ meant: World.Row, _ shape: RowShape, _ number: Int,
    _ operation: ApplicationProgram.Operation, by code: RunningCode
  ) async throws {
    let filters = shape.columns.map(\.storedColumn).compactMap { column in
      columns[column.name].map { Filter(column, $0) }
    }
    let changes = RowChanges(shape.stored.text, filters)
    let key = [Filter(Column("_id", .int), .int(Int64(number) + 1))]
    let isInsert = operation.kind == .insert
    do {
      try await database.transaction(.write) { session in
        if isInsert { try await session.insert(changes) } else { try await session.update(changes, where: key) }
      }
    } catch {
      return refuse("\(error)", operation, columns, by: code)
    }
    tally.written += 1
    let id = id(shape.stored, number)
    if isInsert {
      counts[shape.stored, default: 0] = number + 1
      world.entities[id] = World.Entity(family: shape.stored)
      try await observe(world.moment)
      // What the code or the database filled in is what was meant, where the code reads it.
      let filled = (world.rows[shape.stored]?[id] ?? [:]).filter { meant[$0.key] == nil && code.reads.contains($0.key) }
      record(filled, row: id, by: code)
    }
    record(meant, row: id, by: code)
  }

  /// A refusal is a fault unless the code's own schema declares it.
  private mutating func refuse(
    _ error: String, _ operation: ApplicationProgram.Operation, _ columns: [String: JSONValue?], by code: RunningCode
  ) {
    if error.contains("UNIQUE constraint failed") || error.contains("FOREIGN KEY constraint failed") {
      tally.expected += 1
      return
    }
    let written = columns.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value?.text ?? "nothing")" }
    world.fail(.writesAccepted, "\(operation.name) writes \(written): \(error)")
  }

  private mutating func delete(from shape: RowShape, _ live: [Int], by code: RunningCode) async throws -> Bool {
    let rows = live.filter { $0 % 100_000 >= firstCounts[shape.stored] ?? 0 }
    guard let id = rows.randomElement(using: &world.sampler.random) else { return false }
    let key = [Filter(Column("_id", .int), .int(Int64(id % 100_000) + 1))]
    do {
      try await database.transaction(.write) { session in
        _ = try await session.delete(from: shape.stored.text, where: key)
      }
    } catch {
      if "\(error)".contains("FOREIGN KEY constraint failed") {
        tally.expected += 1
      } else {
        world.fail(.writesAccepted, "deleting row \(id % 100_000) of \(shape.stored): \(error)")
      }
      return true
    }
    tally.deleted += 1
    log.append("\(world.moment): \(code.release) deletes row \(id % 100_000) of \(shape.stored)")
    let old = world.rows
    try await observe(world.moment)
    // Rows and references that went with it.
    world.entities = world.entities.filter { entity in
      world.store.tables.keys.contains { world.rows[$0]?[entity.key] != nil }
    }
    for (table, rows) in world.rows {
      for (row, values) in rows {
        for (column, value) in values where value == .absent && old[table]?[row]?[column] != .absent {
          for field in world.semantics.logicalFields[column] ?? [] {
            world.entities[row]?.intended[field] = [column: .absent]
          }
        }
      }
    }
    return true
  }

  /// A value for a column; often one that another type of the column does not contain.
  private mutating func value(for column: ColumnID, _ type: FieldType) -> SchemaModel.Value {
    if let choices = world.interesting[column], !choices.isEmpty, world.sampler.random.happens(40) {
      return world.sampler.random.pick(choices)
    }
    for table in subject.plan.base.tables + subject.plan.deploys.flatMap(\.schema.tables) {
      world.sampler.rowCounts[table.name] = firstCounts[table.storedName] ?? 0
    }
    for _ in 0..<20 {
      let value = world.sampler.value(of: type)
      if value.isStorable { return value }
    }
    return .absent
  }

  private func json(_ value: SchemaModel.Value) -> JSONValue? {
    Encoding(subject.plan.last, counts.mapValues { Array(repeating: [:], count: $0) }, under: subject.plan)
      .runtime(value)
  }

  private func storedRow(_ shape: RowShape, _ number: Int) async throws -> [JSONValue?] {
    let columns = shape.columns.filter { $0.read != nil }.map(\.storedColumn)
    let key = [Filter(Column("_id", .int), .int(Int64(number) + 1))]
    return try await database.transaction(.read) { session in
      try await session.read(Query(shape.stored.text, columns: columns, filter: key)).first?.values ?? []
    }
  }

  private func nextKey(of table: StoredName) async throws -> Int {
    (try await rows(of: table, []).map(\.key).max()).map { Int($0) + 1 } ?? 1
  }

  /// Reads every row as a version's Swift does, and compares it with what the database has.
  private mutating func read(by code: RunningCode) async throws {
    for shape in shapes[code.release] ?? [] {
      let rows = "\(subject.versionName(code.release)).\(shape.baseName)"
      guard shape.columns.contains(where: { $0.read != nil }) else { continue }
      for id in world.ids(shape.stored) {
        tally.reads += 1
        let answer = try program.read(rows, row: try await storedRow(shape, id % 100_000))
        guard case .values(let properties) = answer else {
          return world.fail(.rowsReadable, "\(rows)Row of row \(id % 100_000): \(answer)")
        }
        for column in shape.columns where column.key == .none {
          let place = ColumnID(shape.stored, column.stored)
          guard column.read != nil, let found = properties[column.property] else { continue }
          let wanted = world.rows[shape.stored]?[id]?[place]
          if world.store.columns[place]?.type.value(of: found) != wanted {
            return world.fail(
              .rowsReadable,
              "\(rows)Row.\(column.property) of row \(id % 100_000) is \(found?.text ?? "nil"), not \(wanted ?? .absent)"
            )
          }
        }
      }
    }
  }
}
