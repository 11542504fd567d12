// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// The row types of one plan's backfills, frozen: they say what the bodies read and return, whatever comes later.
struct FrozenRows {
  let plan: Plan
  /// What each backfill reads and returns, in the plan's order; `nil` for one that deletes rows.
  private(set) var bodies: [Body?] = []
  /// The types to declare, each once, in the order in which they are met.
  private(set) var types: [RowType] = []
  /// The types for adding rows to tables whose keys the database assigns.
  private(set) var writes: [RowType] = []
  private(set) var builder = SwiftTypeBuilder(references: [:], reserved: [])
  /// The tables that some type refers to, each with the type of its key.
  private(set) var references: [(name: String, tag: String, key: ValueType)] = []
  private var names = NameScope(taken: SwiftWords.outerTypes)
  private var functions = NameScope(taken: ["plan", "backfills", "before"])
  /// The names of types for reading alone: rows with columns that must be written together have a type for writing.
  private(set) var readOnly: Set<String> = []
  private var tables: [Place: Int] = [:]
  private var newRows: Set<Place> = []
  /// The code of the deploys whose backfills were met.
  private var codes: [Int: CodeShapes] = [:]

  /// The types and the function of one backfill.
  struct Body {
    var function: String
    var before: RowType
    var patch: RowType
  }

  /// A stored table at a moment of the plan.
  private struct Place: Hashable {
    var stored: StoredName
    var after: Int
  }

  init(_ plan: Plan, typeName: String) {
    self.plan = plan
    _ = names.claim(typeName)
    // The plan's own declarations have numbers behind their names.
    for number in 1...max(plan.deploys.count, plan.backfills.count, 1) {
      for name in ["statements", "rollbackStatements", "rollbackPlan", "tables", "backfill"] {
        _ = functions.claim("\(name)\(number)")
      }
    }
    prepareReferences()
    for backfill in plan.backfills { bodies.append(body(of: backfill)) }
  }

  /// The schema that the store enforces while a backfill runs.
  func schema(after deploy: Int) -> Schema { plan.deploys.last { $0.number <= deploy }?.schema ?? plan.base }

  private func table(_ stored: StoredName, after deploy: Int) -> Table? {
    schema(after: deploy).tables.first { $0.storedName == stored }
  }

  private mutating func body(of backfill: Backfill) -> Body? {
    guard !backfill.deletesRows, let before = before(backfill.storedTable, after: backfill.after) else { return nil }
    if backfill.transform == .custom { addNeighbours(of: backfill) }
    guard let patch = patch(of: backfill) else { return nil }
    types.append(patch)
    // A name in a script without capitals is also that of a type.
    let wanted = SwiftWords.member(backfill.name.lowerCamelCase(orElse: "rows"))
    let function = functions.claim(names.has(wanted) ? "fill" + wanted : wanted, besides: names.taken)
    return Body(function: function, before: types[before], patch: patch)
  }

  /// The place of the type for reading a stored table's rows at that moment.
  private mutating func before(_ stored: StoredName, after deploy: Int) -> Int? {
    let place = Place(stored: stored, after: deploy)
    if let known = tables[place] { return known }
    guard let table = table(stored, after: deploy) else { return nil }
    let name = names.claim(table.name.text.upperCamelCase(orElse: "Table") + "Before")
    let shape = RowShape(table, baseName: name, storage: Storage(of: schema(after: deploy)))
    types.append(RowType(reading: shape, name: name, builder))
    if isTied(shape, after: deploy) { readOnly.insert(name) }
    tables[place] = types.count - 1
    return types.count - 1
  }

  /// How the code that runs beside a backfill writes a column, if the plan changes it.
  private mutating func write(_ column: ColumnShape, in shape: RowShape, after deploy: Int)
    -> (type: FieldType, group: Int?, source: (column: ColumnID, transform: Transform)?)?
  {
    let code = codes[deploy] ?? CodeShapes(plan, deploy: deploy)
    codes[deploy] = code
    return code.write(ColumnID(shape.stored, column.stored))
  }

  /// Whether some columns of a row cannot be written without others.
  private mutating func isTied(_ shape: RowShape, after deploy: Int) -> Bool {
    for column in shape.columns {
      if let write = write(column, in: shape, after: deploy), write.group != nil || write.source != nil { return true }
    }
    return false
  }

  /// A row as the code that runs beside a backfill writes it: what must be set together, and what follows from another
  /// column.
  private mutating func tied(_ shape: RowShape, after deploy: Int) -> RowShape {
    var tied = shape
    for place in tied.columns.indices {
      guard let write = write(shape.columns[place], in: shape, after: deploy) else { continue }
      tied.columns[place].write = write.type
      tied.columns[place].group = write.group
      tied.columns[place].source = write.source.flatMap { source in
        let primary = shape.columns.first { $0.stored == source.column.column }
        return primary.map { ColumnShape.Source(property: $0.property, transform: source.transform) }
      }
    }
    return tied
  }

  /// The tables that a row refers to: a body that a person writes may want to look there, and add rows.
  private mutating func addNeighbours(of backfill: Backfill) {
    let schema = schema(after: backfill.after)
    for neighbour in plan.neighbours(of: backfill, in: schema) {
      guard let place = before(neighbour.storedName, after: backfill.after) else { continue }
      let isTied = readOnly.contains(types[place].name)
      guard isTied || types[place].shape.columns.contains(where: { $0.key == .assigned }),
        newRows.insert(Place(stored: neighbour.storedName, after: isTied ? backfill.after : 0)).inserted
      else { continue }
      // Its rows are read with a key that a new one does not have yet.
      let name = names.claim(neighbour.name.text.upperCamelCase(orElse: "Table") + "Write")
      var shape = isTied ? tied(types[place].shape, after: backfill.after) : types[place].shape
      shape.baseName = name
      writes.append(RowType(writing: shape, name: name, handingBack: nil, builder))
    }
  }

  private mutating func patch(of backfill: Backfill) -> RowType? {
    guard let stored = backfill.targets.first?.table ?? Optional(backfill.storedTable),
      let table = table(stored, after: backfill.after)
    else { return nil }
    var shape = RowShape(table, baseName: "", storage: Storage(of: schema(after: backfill.after)))
    shape.documentation = "What the backfill \(backfill.name) writes."
    let isWhole = backfill.fields == ["*"]
    // A row that is copied keeps its key; one that is changed in place keeps it anyway.
    let copiesKey = backfill.copiesTable && backfill.transform == .copy
    let targets = Set(backfill.targets.map(\.column))
    shape.columns = shape.columns.filter { targets.contains($0.stored) || (copiesKey && $0.key == .assigned) }
    for place in shape.columns.indices {
      let column = ColumnID(stored, shape.columns[place].stored)
      shape.columns[place].read = self.type(of: column, given: shape.columns[place].read, by: backfill)
      if !isWhole, backfill.fields.count == backfill.targets.count,
        let index = backfill.targets.firstIndex(of: column)
      {
        shape.columns[place].property = SwiftTypeBuilder.property(backfill.fields[index])
      }
      if !backfill.copiesTable { shape.columns[place].key = .none }
    }
    let wanted = backfill.name.upperCamelCase(orElse: "Rows") + (isWhole ? "After" : "")
    let name = names.claim(wanted, besides: functions.taken)
    return RowType(reading: shape, name: name, builder)
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
  /// Names the key types of the tables that the backfilled ones refer to, and of these tables themselves.
  private mutating func prepareReferences() {
    var wanted: [TableName: ValueType] = [:]
    for backfill in plan.backfills where !backfill.deletesRows {
      let schema = schema(after: backfill.after)
      let storage = Storage(of: schema)
      let stored = Set([backfill.storedTable] + backfill.targets.map(\.table))
      for table in schema.tables where stored.contains(table.storedName) {
        var near = [table.name] + table.references + plan.goal.references(of: table)
        if backfill.transform == .custom {
          // Neighbours have rows of their own to read, with references in them.
          let neighbours = plan.neighbours(of: backfill, in: schema)
          near += neighbours.map(\.name) + neighbours.flatMap(\.references)
        }
        for name in near {
          let key = schema.referencedTable(name) == nil ? nil : storage.key(of: name)?.type
          wanted[name] = key ?? wanted[name] ?? .scalar(.int)
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
  /// The tables beside the one that is backfilled whose rows its body may read and add to, in the schema's order.
  ///
  /// Those that it refers to. A repair has no second deploy in which code could do more, so it reaches those that refer
  /// to it as well, and what these refer to.
  fileprivate func neighbours(of backfill: Backfill, in schema: Schema) -> [Table] {
    guard let table = schema.tables.first(where: { $0.storedName == backfill.storedTable }) else { return [] }
    var names = Set(table.references)
    if let repair {
      for other in schema.tables where other.references.contains(table.name) {
        names.formUnion([other.name] + other.references)
      }
      names.formUnion(repair.tables + repair.beside)
    }
    return schema.tables.filter { names.contains($0.name) && $0.storedName != table.storedName }
  }
}

extension Schema {
  /// What this schema lets a table refer to that may have been called otherwise.
  fileprivate func references(of table: Table) -> [TableName] {
    tables.filter { $0.storedName == table.storedName }.flatMap(\.references)
  }
}
