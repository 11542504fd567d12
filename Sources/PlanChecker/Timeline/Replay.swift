// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Replays a plan step by step, and checks the invariants after each one.
///
///     var replay = Replay(context, base: stores[0])
///     replay.start(before)
///     replay.pass(gatesOf: deploy, backfills: backfills, releases: [0])
///     replay.revise(to: stores[1], deploy: deploy)
///     replay.release(code, deploy: deploy)
///     replay.violations
struct Replay {
  let context: PlanContext
  var state: RolloutState
  var findings = Findings()

  init(_ context: PlanContext, base: Store) {
    self.context = context
    state = RolloutState(base: base)
  }

  var violations: [Violation] { findings.violations }

  mutating func start(_ before: Contract) {
    state.code.release(before)
    StaleMarking(context: context).markUnread(by: before, &state)
    checkInvariants()
  }

  /// Stops all code, for a plan whose old and new code never run side by side.
  mutating func stopCode() { state.code.stopAll() }

  /// Replaces the enforced schema by that of a deploy, while code of earlier releases runs.
  mutating func revise(to next: Store, deploy: Deploy) {
    findings.moment = Moment(deploy.number, .revision)
    let revision = SchemaRevision(from: state.store, to: next)
    checkRevision(revision)
    state.store = next
    for column in revision.added { add(column, revision) }
    StaleMarking(context: context).markNewTables(revision, &state)
    checkInvariants()
  }

  private mutating func checkRevision(_ revision: SchemaRevision) {
    let next = revision.next
    let loss = NothingLost(context: context)
    for column in revision.dropped { loss.checkDrop(of: column, remaining: next, state, &findings) }
    if !next.target.capabilities.dropsValues { loss.checkLeftovers(of: revision, state, &findings) }
    for column in revision.dropped { state.remove(column) }
    RowsFit(context: context).checkUniques(revision, &state, &findings)
    for change in revision.indexChanges {
      RowsFit(context: context).checkVectors(change, state, &findings)
      RowsReadable().checkQueries(change, state.code, &findings)
    }
    if revision.old.target != next.target { findings.report(.targetChanges) }
    for change in revision.formChanges {
      WritesAccepted(context: context).checkForm(change, &findings)
      NothingStale(context: context).checkForm(change, &findings)
    }
    NothingStale(context: context).checkSyncedTables(in: next, &findings)
  }

  /// Adds a column: existing rows have no value in it, or its default.
  private mutating func add(_ column: ColumnID, _ revision: SchemaRevision) {
    let next = revision.next
    let isNewTable = revision.old.tables[column.table] == nil
    if isNewTable {
      state.contents.replace(column, by: .nothing)
    } else if next.columns[column]?.defaultValue?.isConstant == true,
      let contents = next.defaultContents(of: column)
    {
      state.contents.replace(column, by: contents)
    } else {
      state.contents.replace(column, by: .absent)
    }
    if !isNewTable || context.scope.isShadow(column.table) {
      StaleMarking(context: context).markNew(column, &state)
    }
  }

  /// Releases a version in a rolling release: earlier versions run until a gate ends them.
  mutating func release(_ version: Contract, deploy: Deploy) {
    findings.moment = Moment(deploy.number, .release)
    state.code.release(version)
    checkInvariants()
  }

  /// Applies what running code may do, and checks the invariants.
  ///
  /// Called after each change of the schema, the running code or the stored rows.
  mutating func checkInvariants() {
    applyRunningCode()
    RowsFit(context: context).checkRows(state, &findings)
    for version in state.code.versions {
      for use in version.uses {
        for read in use.reads {
          RowsReadable().check(read, state, &findings)
          NothingStale(context: context).check(read, of: use, state, &findings)
        }
      }
    }
    for version in state.code.versions {
      WritesAccepted(context: context).checkUniques(of: version, state, &findings)
      RowsReadable().checkIndexes(of: version, state.store, &findings)
    }
    let uniqueness = Uniqueness(context: context)
    state.removeUniques { unique, state in
      state.code.versions.contains { uniqueness.mayBreak(unique, $0, state) }
    }
  }

  /// Applies what running code may do.
  ///
  /// This is enough if fewer values may be stored than before: then the invariants still hold.
  mutating func applyRunningCode() {
    WritesAccepted(context: context).applyWrites(&state, &findings)
    state.contents.refillTables(usedBy: state.code)
    WritesAccepted(context: context).applyDeleteActions(&state, &findings)
    StaleMarking(context: context).markCopies(&state)
    NothingStale(context: context).checkDefaults(state, &findings)
  }
}
