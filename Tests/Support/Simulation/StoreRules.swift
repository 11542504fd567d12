// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaLanguage
import SchemaModel

/// What the simulated store enforces at one moment.
struct StoreRules {
  struct Column {
    var type: FieldType
    var defaultValue: Default?
    var onDelete: DeleteAction?
    var isKey: Bool
    var logicalField: LogicalField
  }

  var target: Target
  var columns: [ColumnID: Column] = [:]
  /// The columns of each table, in order.
  var tables: [StoredName: [ColumnID]] = [:]
  /// Unique indexes.
  var uniques: Set<UniqueID> = []
  /// The other indexes, by what they are over.
  var indexes: [IndexID: Index] = [:]
  /// All indexes.
  var indexNames: Set<IndexID> = []
  var synced: [SyncedColumns]

  init(_ schema: Schema, synced: [SyncedColumns], wholeRows: Set<StoredName>) {
    target = schema.target
    self.synced = synced
    for table in schema.tables {
      let stored = table.storedName
      if wholeRows.contains(stored) {
        let column = ColumnID(stored, ColumnID.wholeRow)
        columns[column] = Column(
          type: FieldType(table.rowType), isKey: false, logicalField: LogicalField(table.name, "*"))
        tables[stored] = [column]
      } else {
        for field in table.fields {
          columns[ColumnID(stored, field.storedName)] = Column(
            type: field.type, defaultValue: field.defaultValue, onDelete: field.deleteAction(in: schema.target),
            isKey: field.isKey,
            logicalField: LogicalField(table.name, field.name))
        }
        tables[stored] = table.fields.map { ColumnID(stored, $0.storedName) }.sorted()
      }
      for index in table.indexes {
        indexNames.insert(IndexID(stored, index.name))
        if index.kind == .unique {
          uniques.insert(UniqueID(stored, index.paths.map { table.columnPath($0) }))
        } else {
          var index = index
          index.paths = index.paths.map(table.columnPath)
          index.filters = index.filters.map(table.columnPath)
          indexes[IndexID(stored, index.name)] = index
        }
      }
    }
  }

  /// Of base, then of each deploy.
  static func all(of plan: Plan) -> [StoreRules] {
    let schemas = [plan.base] + plan.deploys.map(\.schema)
    var wholeRows: Set<StoredName> = []
    for table in schemas.flatMap(\.tables) {
      if case .variants = table.content { wholeRows.insert(table.storedName) }
    }
    return zip(schemas, [plan.syncedBefore] + plan.deploys.map(\.synced)).map {
      StoreRules($0, synced: $1, wholeRows: wholeRows)
    }
  }

  /// The default that the store gives to a column that an insert omits.
  func fills(_ column: ColumnID) -> Default? {
    guard let value = columns[column]?.defaultValue, value == .auto || target.capabilities.fillsDefaults else {
      return nil
    }
    return value
  }
}

extension Table {
  /// A path with the stored name of its field.
  func columnPath(_ path: [FieldName]) -> [FieldName] {
    guard let first = path.first, let field = field(first) else { return path }
    return [FieldName(field.storedName.text)] + path.dropFirst()
  }
}

extension Plan {
  /// The plan with one name for a table and its shadow table in all references.
  ///
  /// A shadow table with other keys keeps its own name.
  var withReferencesResolved: Plan {
    var plan = self
    let last = deploys.last?.schema ?? goal
    var roots: [StoredName: StoredName] = [:]
    for assessment in assessments {
      guard case .tableRenamed(let old, let new) = assessment.change, let copy = last.table(new.name) else { continue }
      let isRekeyed = assessments.contains { other in
        if case .tableKeyChanged(let table, _) = other.change { table.name == old.name } else { false }
      }
      if isRekeyed || (!base.target.capabilities.insertsAssignedKeys && old.keyFields.isEmpty) { continue }
      roots[copy.storedName] = old.storedName
    }
    func names(_ schema: Schema) -> [TableName: TableName] {
      Dictionary(
        schema.tables.map { ($0.name, TableName((roots[$0.storedName] ?? $0.storedName).text)) },
        uniquingKeysWith: { first, _ in first })
    }
    let (first, second) = (names(base), names(last))
    let baseColumns = Set(StoreRules.all(of: self)[0].columns.keys)
    func resolve(_ type: FieldType, of column: ColumnID) -> FieldType {
      let (one, other) = baseColumns.contains(column) ? (first, second) : (second, first)
      return FieldType(type.value.referring { one[$0] ?? other[$0] ?? $0 }, isOptional: type.isOptional)
    }
    func resolve(_ code: inout CodeVersion) {
      for position in code.uses.indices {
        code.uses[position].reads = code.uses[position].reads.map {
          ColumnUse($0.column, resolve($0.type, of: $0.column))
        }
        code.uses[position].writes = code.uses[position].writes.map {
          ColumnUse($0.column, resolve($0.type, of: $0.column))
        }
      }
    }
    plan.base = base.referring(names(base))
    resolve(&plan.before)
    for position in deploys.indices {
      plan.deploys[position].schema = deploys[position].schema.referring(names(deploys[position].schema))
      resolve(&plan.deploys[position].code)
    }
    for position in backfills.indices {
      guard case .notIn(let type) = backfills[position].pending, let target = backfills[position].targets.first else {
        continue
      }
      plan.backfills[position].pending = .notIn(resolve(type, of: target))
    }
    return plan
  }
}

extension Schema {
  fileprivate func referring(_ names: [TableName: TableName]) -> Schema {
    var result = self
    for position in result.tables.indices {
      switch result.tables[position].content {
      case .fields(let fields):
        result.tables[position].content = .fields(
          fields.map { field in
            var field = field
            field.type.value = field.type.value.referring { names[$0] ?? $0 }
            return field
          })
      case .variants(let variants):
        result.tables[position].content = .variants(
          variants.map { shape in
            shape.map {
              ValueType.Member($0.name, $0.type.referring { names[$0] ?? $0 }, isOptional: $0.isOptional)
            }
          })
      }
    }
    return result
  }
}

extension ValueType {
  /// The type with renamed references.
  fileprivate func referring(_ name: (TableName) -> TableName) -> ValueType {
    switch self {
    case .any, .scalar, .bounded, .literal: self
    case .reference(let table): .reference(name(table))
    case .array(let element): .array(element.referring(name))
    case .record(.reference(let table), let value): .record(.reference(name(table)), value.referring(name))
    case .record(let key, let value): .record(key, value.referring(name))
    case .object(let members):
      .object(members.map { Member($0.name, $0.type.referring(name), isOptional: $0.isOptional) })
    case .union(let members): ValueType.union(of: members.map { $0.referring(name) }) ?? self
    }
  }
}
