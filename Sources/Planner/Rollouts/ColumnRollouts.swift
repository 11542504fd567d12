// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// The rollouts that change each column of a table: those of its fields or, for rows of several variants, the one of
/// all rows.
struct ColumnRollouts {
  private var rollouts: [FieldName: [Int]] = [:]
  private var names: [Int: Set<FieldName>] = [:]
  private var rows: Int?

  init(_ builder: RolloutBuilder, _ table: TableContext) {
    let fields = Array((builder.fieldRollouts[table.new.name] ?? [:]).values)
    let removed = Array((builder.removedFieldRollouts[table.new.name] ?? [:]).values)
    for rollout in (fields + removed).sorted() {
      let stored = builder.rollouts[rollout].states.flatMap(\.fields).map { FieldName($0.storedName.text) }
      names[rollout] = Set(stored)
      for name in Set(stored) { rollouts[name, default: []].append(rollout) }
    }
    if let rollout = builder.tableRollouts[table.new.name], builder.rollouts[rollout].before.content != nil {
      rows = rollout
    }
  }

  /// Returns the rollouts of the columns that an index includes in any of its states, in order.
  func under(_ index: Rollout) -> [Int] {
    let columns = Set(index.states.flatMap(\.indexes).flatMap { $0.paths + $0.filters }.compactMap(\.first))
    return Set(columns.flatMap { rollouts[$0] ?? [] } + (rows.map { [$0] } ?? [])).sorted()
  }

  /// Returns the columns that a rollout changes; `nil` for a whole row.
  func names(_ rollout: Int) -> Set<FieldName>? { names[rollout] }
}

extension RolloutState {
  /// Returns whether these indexes can include the columns of this state.
  ///
  /// - Parameter columns: The columns that the state describes; `nil` for all.
  func supports(_ indexes: [Index], _ columns: Set<FieldName>?, _ target: Target) -> Bool {
    indexes.allSatisfy { index in
      let filters = index.filters.map { (path: $0, isFilter: true) }
      return (index.paths.map { (path: $0, isFilter: false) } + filters).allSatisfy { path, isFilter in
        guard let first = path.first, columns?.contains(first) != false else { return true }
        let leaves = path.dropFirst().reduce(roots(first)) { types, name in
          types.flatMap { $0.members(called: name, target) }
        }
        return !leaves.isEmpty && (isFilter || index.kind.canBeOver(leaves, in: target))
      }
    }
  }

  /// Returns the types of the first name of a path: of one column, or of a member of several variants.
  private func roots(_ name: FieldName) -> [ValueType] {
    switch content {
    case .variants(let variants): variants.joined().filter { $0.name == name }.map(\.type)
    case .fields(let fields): fields.filter { $0.storedName.text.hasSameBytes(as: name.text) }.map(\.type.value)
    case nil: fields.filter { $0.storedName.text.hasSameBytes(as: name.text) }.map(\.type.value)
    }
  }
}

extension ValueType {
  fileprivate func members(called name: FieldName, _ target: Target) -> [ValueType] {
    alternatives.flatMap { alternative -> [ValueType] in
      if alternative == .any, target.capabilities.indexesEveryType { return [.any] }
      return if case .object(let members) = alternative { members.filter { $0.name == name }.map(\.type) } else { [] }
    }
  }
}
