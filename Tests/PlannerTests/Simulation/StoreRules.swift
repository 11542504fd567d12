// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaLanguage
import SchemaModel

/// What a store enforces and does by itself at one moment: a schema by its stored names.
struct StoreRules {
  struct Column {
    var type: FieldType
    var defaultValue: Default?
    var onDelete: DeleteAction?
    var isKey: Bool
    var truth: TruthID
  }

  var target: Target
  var columns: [ColumnID: Column] = [:]
  /// The columns of each table, in order.
  var tables: [StoredName: [ColumnID]] = [:]
  /// Unique indexes.
  var uniques: Set<UniqueID> = []
  /// The other indexes, by what they are over.
  var indexes: [IndexID: Index] = [:]
  /// All that queries may name.
  var indexNames: Set<IndexID> = []
  var inStep: [InStep]

  init(_ schema: Schema, inStep: [InStep], wholeRows: Set<StoredName>) {
    target = schema.target
    self.inStep = inStep
    for table in schema.tables {
      let stored = table.storedName
      if wholeRows.contains(stored) {
        let column = ColumnID(stored, ColumnID.wholeRow)
        columns[column] = Column(type: FieldType(table.rowType), isKey: false, truth: TruthID(table.name, "*"))
        tables[stored] = [column]
      } else {
        for field in table.fields {
          columns[ColumnID(stored, field.storedName)] = Column(
            type: field.type, defaultValue: field.defaultValue, onDelete: field.deleteAction(in: schema.target),
            isKey: field.isKey,
            truth: TruthID(table.name, field.name))
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

  /// The base's, then each deploy's.
  static func all(of plan: Plan) -> [StoreRules] {
    let schemas = [plan.base] + plan.deploys.map(\.schema)
    var wholeRows: Set<StoredName> = []
    for table in schemas.flatMap(\.tables) {
      if case .shapes = table.content { wholeRows.insert(table.storedName) }
    }
    return zip(schemas, [plan.inStepBefore] + plan.deploys.map(\.inStep)).map {
      StoreRules($0, inStep: $1, wholeRows: wholeRows)
    }
  }

  /// Whether the store itself gives a value to a column that an insert leaves out.
  func fills(_ column: ColumnID) -> Default? {
    guard let value = columns[column]?.defaultValue, target.isSQL || value == .auto else { return nil }
    return value
  }
}

extension Table {
  /// A path by the name that its first part has in the database.
  func columnPath(_ path: [FieldName]) -> [FieldName] {
    guard let first = path.first, let field = field(first) else { return path }
    return [FieldName(field.storedName.text)] + path.dropFirst()
  }
}

extension Plan {
  /// The plan with references that name tables by what they stand for: one name for a table and for its renamed copy.
  ///
  /// A copy whose keys are others keeps a name of its own.
  var withReferencesResolved: Plan {
    var plan = self
    let last = deploys.last?.schema ?? goal
    var roots: [StoredName: StoredName] = [:]
    for assessment in assessments {
      guard case .tableRenamed(let old, let new) = assessment.change, let copy = last.table(new.name) else { continue }
      let isRekeyed = assessments.contains { other in
        if case .tableKeyChanged(let table, _) = other.change { table.name == old.name } else { false }
      }
      // On a store that gives out keys itself, a copy cannot have the same ones.
      if isRekeyed || (!base.target.isSQL && old.keyFields.isEmpty) { continue }
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
      for place in code.uses.indices {
        code.uses[place].reads = code.uses[place].reads.map { ColumnUse($0.column, resolve($0.type, of: $0.column)) }
        code.uses[place].writes = code.uses[place].writes.map { ColumnUse($0.column, resolve($0.type, of: $0.column)) }
      }
    }
    plan.base = base.referring(names(base))
    resolve(&plan.before)
    for place in deploys.indices {
      plan.deploys[place].schema = deploys[place].schema.referring(names(deploys[place].schema))
      resolve(&plan.deploys[place].code)
    }
    for place in backfills.indices {
      guard case .notIn(let type) = backfills[place].pending, let target = backfills[place].targets.first else {
        continue
      }
      plan.backfills[place].pending = .notIn(resolve(type, of: target))
    }
    return plan
  }
}

extension Schema {
  fileprivate func referring(_ names: [TableName: TableName]) -> Schema {
    var result = self
    for place in result.tables.indices {
      switch result.tables[place].content {
      case .fields(let fields):
        result.tables[place].content = .fields(
          fields.map { field in
            var field = field
            field.type.value = field.type.value.referring { names[$0] ?? $0 }
            return field
          })
      case .shapes(let shapes):
        result.tables[place].content = .shapes(
          shapes.map { shape in
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
  /// The type with other names for the tables that it refers to.
  fileprivate func referring(_ name: (TableName) -> TableName) -> ValueType {
    switch self {
    case .any, .scalar, .literal: self
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
