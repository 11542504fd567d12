// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Builds the rollouts of all changes of a plan, and the constraints between them.
struct RolloutBuilder {
  let old: Schema
  let new: Schema
  /// The new schema as written, without the stored names that it inherits from the old one.
  let written: Schema
  /// Whether old and new code run side by side.
  let overlaps: Bool
  /// Whether no code runs while the plan is executed.
  let isOffline: Bool
  /// Whether a renamed field has both names in one deploy only.
  let isShort: Bool
  /// Whether code writes both columns of a moved and widened value before the database keeps them in sync.
  ///
  /// Such a value has two shortest rollouts: store, release, release; and release, release, store. It depends on the
  /// other rollouts which of them saves a deploy.
  let writesBothFirst: Bool
  let assessments: [Assessment]
  let context: AssessmentContext
  /// Whether `writesBothFirst` makes a difference.
  var hasAlternative = false
  var rollouts: [Rollout] = []
  var constraints: [Schedule.Constraint] = []
  /// The rollouts of the fields of each table, by table and field of the new schema.
  var fieldRollouts: [TableName: [FieldName: Int]] = [:]
  /// The rollouts of removed fields, by table and old name.
  var removedFieldRollouts: [TableName: [FieldName: Int]] = [:]
  var tableRollouts: [TableName: Int] = [:]
  var removedTableRollouts: [TableName: Int] = [:]
  /// The second names of tables that keep their names while their rows move to another stored table.
  var secondNames: [TableName: TableName] = [:]

  /// The names that second indexes and tables must avoid; lazy, because few plans need them.
  lazy var relationNames = RelationNames(old, new)

  /// The changes that have no rollout.
  var rejections: [Diagnostic] = []

  init(
    _ context: AssessmentContext, written: Schema, isOffline: Bool, isShort: Bool, writesBothFirst: Bool,
    assessments: [Assessment]
  ) {
    old = context.comparison.old
    new = context.comparison.new
    self.written = written
    self.isOffline = isOffline
    self.isShort = isShort
    overlaps = !isOffline && !context.target.capabilities.replacesCode
    self.writesBothFirst = writesBothFirst
    self.assessments = assessments
    self.context = context
  }

  /// Builds every rollout, then every constraint between them.
  mutating func build() {
    var byTable: [TableName: [Int]] = [:]
    for (index, assessment) in assessments.enumerated() { byTable[assessment.path.table, default: []].append(index) }
    nameSecondTables()
    for name in byTable.keys.sorted() {
      let indices = byTable[name] ?? []
      if let before = context.oldPartner(of: name), let after = context.newTable(name) {
        buildTable(from: before, to: after, indices)
      }
      // A removed table may have the name of a new one that gets the rows of another table.
      for index in indices {
        if case .tableAdded(let table) = assessments[index].change {
          tableRollouts[name] = append(AddedTableRollout(table: table).rollout, for: [index])
        }
        if case .tableRemoved(let table) = assessments[index].change {
          let rollout = RemovedTableRollout(table: table, target: old.target).rollout
          removedTableRollouts[name] = append(rollout, for: [index])
        }
      }
    }
    constrainReferences()
  }

  private mutating func nameSecondTables() {
    for assessment in assessments {
      guard let (before, after) = assessment.change.movedTable, before.name == after.name,
        secondNames[after.name] == nil
      else { continue }
      var names = relationNames
      let name = numberedName(like: after.name.text, prefixedBy: nil, context.target) { name in
        var second = after
        second.name = TableName(name)
        second.explicitStoredName = nil
        return names.reserve(second.relations(in: context.target).map(\.name))
      }
      relationNames = names
      if let name {
        secondNames[after.name] = TableName(name)
      } else {
        rejections.append(.noFreeName(beside: quoted(after.name), context.target, after.range))
      }
    }
  }

  /// Adds a rollout for some assessments, the first of which names its steps.
  ///
  /// - Returns: The index of the rollout.
  @discardableResult
  mutating func append(_ rollout: Rollout, for assessments: [Int]) -> Int {
    var rollout = rollout
    rollout.assessments = assessments
    for step in rollout.steps.indices { rollout.steps[step].backfill?.assessment = assessments.first ?? 0 }
    rollouts.append(rollout)
    return rollouts.count - 1
  }

  /// Adds the constraint that a step, from 0, comes no earlier than a step of another rollout.
  mutating func require(
    _ rollout: Int, step: Int, notBefore other: Int, step otherStep: Int, distance: Int = 0
  ) {
    guard rollouts[rollout].steps.indices.contains(step), rollouts[other].steps.indices.contains(otherStep) else {
      return
    }
    constraints.append(
      Schedule.Constraint(rollout: rollout, step: step, notBefore: (other, otherStep), distance: distance))
  }

  /// Adds the constraints that a table exists as long as references to it.
  private mutating func constrainReferences() {
    for holder in rollouts.indices where !rollouts[holder].steps.isEmpty {
      for name in rollouts[holder].newReferences {
        if secondNames[name] != nil, context.rekeyed.contains(name) { rejectNewReference(rollouts[holder], to: name) }
        guard let table = tableRollouts[name], table != holder, bringsTables(table) else { continue }
        // Rows with new keys may be missing until the backfill is complete; a copied reference does not need them.
        let waits = context.rekeyed.contains(name) && !isCopiedReference(rollouts[holder])
        require(holder, step: 0, notBefore: table, step: waits ? 1 : 0)
      }
      for name in rollouts[holder].oldReferences {
        guard let table = removedTableRollouts[name] ?? copiedTable(oldName: name), table != holder else { continue }
        let last = rollouts[table].steps.count - 1
        if rollouts[holder].oldWritesEnd > 0 {
          require(table, step: last - 1, notBefore: holder, step: rollouts[holder].oldWritesEnd - 1)
        }
        require(table, step: last, notBefore: holder, step: rollouts[holder].steps.count - 1)
        // In its last step the second table gets the name of the first, also in references to it.
        if let name = context.newName(of: name), secondNames[name] != nil, isCopiedReference(rollouts[holder]) {
          require(holder, step: rollouts[holder].steps.count - 1, notBefore: table, step: last)
        }
      }
    }
  }

  private mutating func rejectNewReference(_ holder: Rollout, to table: TableName) {
    guard let index = holder.assessments.first, !isCopiedReference(holder) else { return }
    rejections.append(.newReference(to: table, assessments[index]))
  }

  /// Returns the rollout of a table whose rows move to another stored table.
  private func copiedTable(oldName: TableName) -> Int? {
    context.newName(of: oldName).flatMap { tableRollouts[$0] }.flatMap { bringsTables($0) ? $0 : nil }
  }

  private func bringsTables(_ rollout: Int) -> Bool { rollouts[rollout].before.content == nil }

  /// Returns whether a rollout is for a reference to rows whose keys change.
  private func isCopiedReference(_ rollout: Rollout) -> Bool {
    rollout.assessments.first.map { assessments[$0].rule == .referenceKeyChanged } ?? false
  }
}
