// Part of Bellows. MIT licence: see LICENSE.
import MigrationSQL
import PlanModel
import SchemaModel

/// The row types of a plan's backfills: what its functions read and return, independent of later schemas.
struct FrozenRows {
  let plan: Plan
  /// The function of each backfill, in the plan's order; `nil` for one that deletes rows or runs in SQL alone.
  private(set) var functions: [Function?] = []
  /// The type of the values that each repair in SQL writes, in the plan's order; `nil` for other backfills.
  private(set) var results: [RowType?] = []
  /// The types to declare, in the order of their first use.
  private(set) var types: [RowType] = []
  /// The types for adding rows to tables with keys that the database assigns.
  private(set) var writes: [RowType] = []
  private(set) var builder = SwiftTypeBuilder(references: [:], reserved: [])
  /// The referenced tables, with the types of their keys.
  private(set) var references: [(name: String, tag: String, key: ValueType)] = []
  private var names = NameScope(taken: SwiftWords.outerTypes)
  private var functionNames = NameScope(taken: ["plan", "backfills", "before"])
  /// The names of read-only types: rows with columns that must be written together have a separate type for writing.
  private(set) var readOnly: Set<String> = []
  /// The names of the types that functions return, or may add to their tables.
  private(set) var written: Set<String> = []
  /// The names of the types of rows that are repaired.
  private(set) var repaired: Set<String> = []
  private var typeIndices: [TableRevision: Int] = [:]
  private let withFunction: [Backfill]
  private var newRows: Set<TableRevision> = []
  /// The code of the deploys with backfills.
  private var codes: [Int: CodeShapes] = [:]

  /// The function of a backfill, with its types.
  struct Function {
    var name: String
    var before: RowType
    var patch: RowType
  }

  /// A stored table after a deploy.
  private struct TableRevision: Hashable {
    var stored: StoredName
    var after: Int
  }

  /// - Parameter sqlWriter: Writes backfills that need no function; without it all get one.
  init(_ plan: Plan, typeName: String, sqlWriter: BackfillWriter? = nil) {
    self.plan = plan
    withFunction = plan.backfills.filter {
      !$0.deletesRows && $0.repairSQL == nil && sqlWriter?.wholeSQL(of: $0) == nil
    }
    _ = names.claim(typeName)
    // The plan's own declarations have numbered names.
    for number in 1...max(plan.deploys.count, plan.backfills.count, 1) {
      for name in ["preparations", "statements", "rollbackStatements", "rollbackPlan", "tables", "backfill"] {
        _ = functionNames.claim("\(name)\(number)")
      }
    }
    prepareReferences()
    for backfill in plan.backfills {
      functions.append(withFunction.contains(backfill) ? function(of: backfill) : nil)
      results.append(backfill.repairSQL == nil ? nil : result(of: backfill))
    }
  }

  /// The schema of the database while a backfill runs.
  func schema(after deploy: Int) -> Schema { plan.deploys.last { $0.number <= deploy }?.schema ?? plan.base }

  private func table(_ stored: StoredName, after deploy: Int) -> Table? {
    schema(after: deploy).tables.first { $0.storedName == stored }
  }

  private mutating func function(of backfill: Backfill) -> Function? {
    guard !backfill.deletesRows, let before = before(backfill.storedTable, after: backfill.after) else { return nil }
    if backfill.transform == .custom {
      addNeighbours(of: backfill)
      // A function may also write other rows of its own table.
      if plan.reads.contains(backfill.table), !readOnly.contains(types[before].name) {
        written.insert(types[before].name)
      }
    }
    guard let patch = patch(of: backfill, sharing: types[before]) else { return nil }
    if backfill.isRepair {
      repaired.insert(types[before].name)
    } else {
      types.append(patch)
      written.insert(patch.name)
    }
    // In a script without capitals, the name may equal that of a type.
    let wanted = SwiftWords.member(backfill.name.lowerCamelCase(orElse: "rows"))
    let name = functionNames.claim(names.has(wanted) ? "fill" + wanted : wanted, besides: names.taken)
    return Function(name: name, before: types[before], patch: patch)
  }

  /// The type of the values that a repair in SQL writes, which are checked by it.
  private mutating func result(of backfill: Backfill) -> RowType? {
    guard let table = table(backfill.storedTable, after: backfill.after) else { return nil }
    let name = names.claim(table.name.text.upperCamelCase(orElse: "Table") + "After")
    var shape = RowShape(table, baseName: name, storage: Storage(of: schema(after: backfill.after)))
    shape.documentation = "The values that the repair writes; others are refused."
    let targets = Set(backfill.targets.map(\.column))
    shape.columns = shape.columns.filter { targets.contains($0.stored) }
    // The expressions are in the order of the targets.
    shape.columns.sort { $0.stored < $1.stored }
    types.append(RowType(reading: shape, name: name, builder))
    return types.last
  }

  /// The index of the type for reading the rows of a stored table after a deploy.
  private mutating func before(_ stored: StoredName, after deploy: Int) -> Int? {
    let revision = TableRevision(stored: stored, after: deploy)
    if let known = typeIndices[revision] { return known }
    guard let table = table(stored, after: deploy) else { return nil }
    let name = names.claim(table.name.text.upperCamelCase(orElse: "Table") + "Before")
    var shape = RowShape(table, baseName: name, storage: Storage(of: schema(after: deploy)))
    shape.columns.removeAll { $0.key == .none && plan.hidden.contains(ColumnID(stored, $0.stored)) }
    types.append(RowType(reading: shape, name: name, builder))
    if isTied(shape, after: deploy) { readOnly.insert(name) }
    typeIndices[revision] = types.count - 1
    return types.count - 1
  }

  /// How the code that runs during a backfill writes a column, if the plan changes the column.
  private mutating func write(_ column: ColumnShape, in shape: RowShape, after deploy: Int)
    -> (type: FieldType, group: Int?, source: (column: ColumnID, transform: Transform)?)?
  {
    let code = codes[deploy] ?? CodeShapes(plan, deploy: deploy)
    codes[deploy] = code
    return code.write(ColumnID(shape.stored, column.stored))
  }

  /// Whether some columns of a row must be written together.
  private mutating func isTied(_ shape: RowShape, after deploy: Int) -> Bool {
    for column in shape.columns {
      if let write = write(column, in: shape, after: deploy), write.group != nil || write.source != nil { return true }
    }
    return false
  }

  /// A row as the code that runs during a backfill writes it: with groups of columns that are set together, and columns
  /// that are computed from others.
  private mutating func tied(_ shape: RowShape, after deploy: Int) -> RowShape {
    var tied = shape
    for index in tied.columns.indices {
      guard let write = write(shape.columns[index], in: shape, after: deploy) else { continue }
      tied.columns[index].write = write.type
      tied.columns[index].group = write.group
      tied.columns[index].source = write.source.flatMap { source in
        let primary = shape.columns.first { $0.stored == source.column.column }
        return primary.map { ColumnShape.Source(property: $0.property, transform: source.transform) }
      }
    }
    return tied
  }

  /// Adds types for the neighbours of a table: hand-written functions can read them and add rows.
  private mutating func addNeighbours(of backfill: Backfill) {
    let schema = schema(after: backfill.after)
    for neighbour in plan.neighbours(of: backfill, in: schema) {
      guard let index = before(neighbour.storedName, after: backfill.after) else { continue }
      if !isTied(types[index].shape, after: backfill.after) { written.insert(types[index].name) }
      let isTied = readOnly.contains(types[index].name)
      guard isTied || types[index].shape.columns.contains(where: { $0.key == .assigned }),
        newRows.insert(TableRevision(stored: neighbour.storedName, after: isTied ? backfill.after : 0)).inserted
      else { continue }
      // A new row has no key yet, so it needs a type of its own.
      let name = names.claim(neighbour.name.text.upperCamelCase(orElse: "Table") + "Write")
      var shape = isTied ? tied(types[index].shape, after: backfill.after) : types[index].shape
      shape.baseName = name
      writes.append(RowType(writing: shape, name: name, handingBack: nil, builder))
    }
  }

  private mutating func patch(of backfill: Backfill, sharing before: RowType) -> RowType? {
    guard let stored = backfill.targets.first?.table ?? Optional(backfill.storedTable),
      let table = table(stored, after: backfill.after)
    else { return nil }
    var shape = RowShape(table, baseName: "", storage: Storage(of: schema(after: backfill.after)))
    shape.documentation = "The values that the backfill \(backfill.name) writes."
    let isWhole = backfill.fields == ["*"]
    if backfill.isRepair { shape.documentation = nil }
    // A copied row keeps its key.
    let copiesKey = backfill.copiesTable && backfill.transform == .copy
    let targets = Set(backfill.targets.map(\.column))
    shape.columns = shape.columns.filter { targets.contains($0.stored) || (copiesKey && $0.key == .assigned) }
    for index in shape.columns.indices {
      let column = ColumnID(stored, shape.columns[index].stored)
      shape.columns[index].read = self.type(of: column, given: shape.columns[index].read, by: backfill)
      if !isWhole, backfill.fields.count == backfill.targets.count,
        let target = backfill.targets.firstIndex(of: column)
      {
        shape.columns[index].property = SwiftTypeBuilder.property(backfill.fields[target])
      }
      if !backfill.copiesTable { shape.columns[index].key = .none }
    }
    let wanted = backfill.name.upperCamelCase(orElse: "Rows") + (isWhole ? "After" : "")
    let name =
      backfill.isRepair ? "After<\(before.name)>" : names.claim(wanted, besides: functionNames.taken)
    // Within one table, equal columns have equal types.
    return RowType(reading: shape, name: name, builder, sharing: backfill.copiesTable ? nil : before)
  }

  /// The type of a column that a backfill writes.
  private func type(of column: ColumnID, given declared: FieldType?, by backfill: Backfill) -> FieldType? {
    switch (backfill.transform, backfill.pending) {
    case (.unset, _): return declared?.optional
    case (_, .notIn(let type)): return type
    case (_, .differs), (_, .present):
      for schema in [plan.goal] + plan.deploys.reversed().map(\.schema) {
        let table = schema.tables.first { $0.storedName == column.table }
        if let field = table?.fields.first(where: { $0.storedName == column.column }) { return field.type }
      }
      return declared
    }
  }
}

// MARK: - Keys

extension FrozenRows {
  /// Names the key types of the backfilled tables and of the tables that they reference.
  private mutating func prepareReferences() {
    var wanted: [TableName: ValueType] = [:]
    for backfill in withFunction {
      let schema = schema(after: backfill.after)
      let storage = Storage(of: schema)
      let stored = Set([backfill.storedTable] + backfill.targets.map(\.table))
      for table in schema.tables where stored.contains(table.storedName) {
        var near = [table.name] + table.references + plan.goal.references(of: table)
        if backfill.transform == .custom {
          // The rows of neighbours contain references too.
          let neighbours = plan.neighbours(of: backfill, in: schema)
          near += neighbours.map(\.name) + neighbours.flatMap(\.references)
        }
        for name in near {
          let key = schema.referencedTable(name) == nil ? nil : storage.key(of: name)?.type
          wanted[name] = key ?? wanted[name] ?? .scalar(.int)
        }
      }
    }
    for backfill in plan.backfills where backfill.repairSQL != nil {
      let schema = schema(after: backfill.after)
      let fields = schema.tables.filter { $0.storedName == backfill.storedTable }.flatMap(\.fields)
      let targets = Set(backfill.targets.map(\.column))
      for field in fields where targets.contains(field.storedName) {
        field.type.value.forEachReference { name in
          let key = schema.referencedTable(name) == nil ? nil : Storage(of: schema).key(of: name)?.type
          wanted[name] = key ?? .scalar(.int)
        }
      }
    }
    for (name, key) in wanted.sorted(by: { $0.key < $1.key }) {
      let base = name.text.upperCamelCase(orElse: "Table")
      let spelled = names.claim(base + "ID")
      references.append((spelled, names.claim(base + "Table"), key))
      builder.references[name] = spelled
    }
    builder.reserved = Set(references.flatMap { [$0.name, $0.tag] })
  }
}

extension Plan {
  /// The other tables that the function of a backfill can read and add rows to, in the schema's order: those that the
  /// plan declares.
  fileprivate func neighbours(of backfill: Backfill, in schema: Schema) -> [Table] {
    let names = Set(reads)
    return schema.tables.filter { names.contains($0.name) && $0.storedName != backfill.storedTable }
  }
}

extension Schema {
  /// The tables that a table references in this schema.
  fileprivate func references(of table: Table) -> [TableName] {
    tables.filter { $0.storedName == table.storedName }.flatMap(\.references)
  }
}

extension Backfill {
  /// Whether its function returns whole rows of the table that it reads.
  var isRepair: Bool { fields == ["*"] && !copiesTable && transform == .custom && pending == .differs }
}
