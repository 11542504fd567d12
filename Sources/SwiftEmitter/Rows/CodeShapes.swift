// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Finds the rows of each table, as one code version of a plan reads and writes them.
///
/// A code version lists only the columns that the plan changes; other columns are as the schema declares them.
struct CodeShapes {
  private let plan: Plan
  private let schema: Schema
  private let code: CodeVersion
  private let storage: Storage
  /// The columns and stored tables that some code version names.
  private var namedColumns: Set<ColumnID> = []
  private var namedTables: Set<StoredName> = []
  /// The uses of this version.
  private var uses: [ColumnID: Use] = [:]
  private var usedTables: [StoredName: TableName] = [:]
  private var goalFields: [TableName: Table] = [:]
  /// The columns that a later backfill computes, with their sources.
  private var backfilled: [ColumnID: [ColumnID]] = [:]

  private struct Use {
    var use: FieldUse
    var read: FieldType?
    var write: FieldType?
    var isPrimary: Bool
    /// Whether the same field is also written to another column, converted by a hand-written function.
    var hasHandWrittenCopy = false
    var source: (column: ColumnID, transform: Transform)?
    var group: Int?
  }

  /// The code of a deploy of a plan; 0 is the code before the plan.
  init(_ plan: Plan, deploy: Int) {
    self.plan = plan
    let deploys = plan.deploys.filter { $0.number <= deploy }
    schema = deploys.last?.schema ?? plan.base
    code = deploys.last?.code ?? plan.before
    storage = Storage(of: schema)
    for version in [plan.before] + plan.deploys.map(\.code) {
      for use in version.uses { namedColumns.formUnion((use.reads + use.writes).map(\.column)) }
      for table in version.tables { namedTables.formUnion(table.stored) }
    }
    for table in plan.goal.tables { goalFields[table.name] = table }
    for table in code.tables {
      for stored in table.stored { usedTables[stored] = table.table }
    }
    for use in code.uses { add(use) }
    for backfill in plan.backfills where backfill.after >= deploy {
      for target in backfill.targets where !backfill.sources.contains(target) { backfilled[target] = backfill.sources }
    }
    let links = WrittenTogether(plan, deploy: deploy)
    let set = uses.filter { $0.value.write != nil && $0.value.source == nil }.keys
    for (column, group) in links.groups(of: set) { uses[column]?.group = group }
  }

  /// How the code writes a column of a stored table; `nil` if it does not write it or the plan does not name it.
  func write(_ column: ColumnID) -> (type: FieldType, group: Int?, source: (column: ColumnID, transform: Transform)?)? {
    guard let use = uses[column], let type = use.write else { return nil }
    return (type, use.group, use.source)
  }

  /// The rows of all tables that this code uses, in the order of the schema.
  func shapes() -> [RowShape] {
    var shapes: [RowShape] = []
    for table in schema.tables {
      guard !namedTables.contains(table.storedName) || usedTables[table.storedName] != nil else { continue }
      shapes.append(shape(table, named: usedTables[table.storedName] ?? table.name))
    }
    // Of two stored tables with the same rows, the one that is read gets the table's name.
    var main: [TableName: Int] = [:]
    for (index, shape) in shapes.enumerated() {
      if let other = main[shape.table], shapes[other].readCount >= shape.readCount { continue }
      main[shape.table] = index
    }
    var names = NameScope()
    for index in shapes.indices where main[shapes[index].table] == index {
      shapes[index].baseName = names.claimRows(of: shapes[index].table)
    }
    for index in shapes.indices {
      guard let first = main[shapes[index].table], first != index else { continue }
      shapes[index].original = shapes[first].baseName
      shapes[index].baseName = names.claim(shapes[first].baseName + "Copy")
    }
    return shapes
  }

  private func shape(_ table: Table, named name: TableName) -> RowShape {
    var shape = RowShape(
      table: name, stored: table.storedName, documentation: goalFields[name]?.documentation ?? table.documentation,
      baseName: "", columns: [])
    var names = NameScope()
    var properties: [ColumnID: String] = [:]
    // Fields get names first, then second columns.
    let fields = table.fields.compactMap { field -> (field: Field, column: ColumnID, use: Use?)? in
      let column = ColumnID(table.storedName, field.storedName)
      guard namedColumns.contains(column) else { return (field, column, nil) }
      return uses[column].map { (field, column, $0) }
    }
    for (field, column, use) in fields where use?.isPrimary != false {
      // If code must give both values of a field, the properties are named like the columns in the schema.
      let name = use.map { $0.hasHandWrittenCopy ? field.name : $0.use.field } ?? field.name
      properties[column] = names.claim(SwiftTypeBuilder.property(name))
    }
    for (field, column, use) in fields where use?.isPrimary == false && use?.source == nil {
      properties[column] = names.claim(SwiftTypeBuilder.property(field.name))
    }
    for (field, column, use) in fields {
      var shape_ = ColumnShape(field, property: properties[column] ?? "", table, storage)
      if let use { apply(use, to: &shape_, properties, name) }
      shape_.backfilledFrom = (backfilled[column] ?? []).compactMap { properties[$0] }
      shape.columns.append(shape_)
    }
    let rowUse = uses[ColumnID(table.storedName, ColumnID.wholeRow)]
    shape.complete(for: table, &names, storage, rowType: rowUse.map { ($0.read, $0.write) })
    return shape
  }

  private func apply(
    _ use: Use, to shape: inout ColumnShape, _ properties: [ColumnID: String], _ table: TableName
  ) {
    let goal = goalFields[table]?.field(use.use.field)
    shape.field = use.use.field
    shape.read = use.read
    shape.write = use.write
    shape.group = use.group
    shape.documentation = goal?.documentation ?? shape.documentation
    shape.defaultValue = shape.defaultValue ?? goal?.defaultValue
    if let source = use.source, let property = properties[source.column] {
      shape.source = ColumnShape.Source(property: property, transform: source.transform)
    }
    if shape.key == .whole, use.read != use.write { shape.key = .part }
  }
}

// MARK: - Which column stands for a field

extension CodeShapes {
  /// Adds the columns of a use.
  private mutating func add(_ use: FieldUse) {
    for column in use.reads + use.writes where usedTables[column.column.table] == nil {
      usedTables[column.column.table] = use.table
    }
    let reads = Dictionary(use.reads.map { ($0.column, $0.type) }) { first, _ in first }
    let written = use.writes.map(\.column)
    let isDerived = use.isDerived
    guard let primary = isDerived ? written.first : use.reads.first?.column ?? written.first else { return }
    for column in use.writes {
      let isPrimary = column.column == primary || column.column.table != primary.table
      var entry = Use(use: use, read: isDerived ? nil : reads[column.column], write: column.type, isPrimary: isPrimary)
      if !isPrimary, let transform = transform(from: primary, to: column.column) {
        entry.source = (primary, transform)
      }
      uses[column.column] = entry
    }
    let unknown = use.writes.map(\.column).contains {
      $0 != primary && $0.table == primary.table && uses[$0]?.source == nil
    }
    uses[primary]?.hasHandWrittenCopy = unknown
    if !isDerived, uses[primary] == nil, let type = reads[primary] {
      uses[primary] = Use(use: use, read: type, write: nil, isPrimary: true)
    }
  }

  /// The transform from one column to another, if the plan has one.
  private func transform(from source: ColumnID, to target: ColumnID) -> Transform? {
    guard source.table == target.table else { return nil }
    for backfill in plan.backfills where backfill.transform != .custom {
      if backfill.sources == [source], backfill.targets == [target] { return backfill.transform }
      if backfill.sources == [target], backfill.targets == [source] { return backfill.transform.inverse }
    }
    return nil
  }
}

extension FieldUse {
  /// Whether it is read from and written to different columns.
  fileprivate var isDerived: Bool {
    let written = Set(writes.map(\.column))
    return !reads.isEmpty && !writes.isEmpty && !reads.contains { written.contains($0.column) }
  }
}

extension RowShape {
  /// The number of read fields, then of read key parts, since some tables have only keys.
  fileprivate var readCount: (fields: Int, keys: Int) {
    let read = columns.filter { $0.read != nil }
    return (read.count { $0.key == .none }, read.count { $0.key == .part || $0.key == .whole })
  }
}

extension NameScope {
  /// Whether a name is free.
  func isFree(_ name: String) -> Bool {
    var copy = self
    return copy.claim(name) == name
  }
}
