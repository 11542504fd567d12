// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// One deploy: what it does for which changes, and what to do until the next one may begin.
struct DeployFacts {
  /// The changes that take the same step here.
  struct Group {
    var action: Action
    /// What they are about.
    var subjects: [Subject]
  }

  var number: Int
  /// How many deploys the plan has.
  var total: Int
  var phase: Phase
  /// `1-widen.schema`.
  var schemaFile: String
  var isRelease: Bool
  /// Whether all code stops first: old and new never run side by side.
  var isOffline: Bool
  /// What had to be done before it.
  var gates: [Gate]
  /// In the order of `Action`.
  var groups: [Group]
  /// What to do, in order.
  var actions: [DeployTask]
  var rollback: RollbackFacts

  init(_ plan: Plan, at index: Int) {
    let deploy = plan.deploys[index]
    let next = plan.deploys.indices.contains(index + 1) ? plan.deploys[index + 1] : nil
    number = deploy.number
    total = plan.deploys.count
    phase = deploy.phase
    schemaFile = deploy.schemaFileName
    isRelease = deploy.isRelease
    gates = deploy.gates
    var subjects: [Action: [Subject]] = [:]
    for step in deploy.steps where plan.assessments.indices.contains(step.assessment) {
      subjects[step.action, default: []].append(plan.assessments[step.assessment].change.subject(for: step.action))
    }
    groups = Action.allCases.compactMap { action in subjects[action].map { Group(action: action, subjects: $0) } }
    isOffline = plan.isOffline
    if subjects[.drop] == nil, case let dropped = deploy.droppedColumns, !dropped.isEmpty {
      // A column can go in the same step in which code takes the last one of its duties.
      groups.append(Group(action: .drop, subjects: dropped.map { Subject(name: $0.spelling) }))
    }
    actions = DeployTask.sequence(
      deploy, next: next, backfills: plan.backfills.filter { $0.after == deploy.number }, isOffline: plan.isOffline)
    rollback = RollbackFacts(deploy)
  }
}

extension Deploy {
  /// The columns that were kept aside for it and are no longer in its schema.
  fileprivate var droppedColumns: [ColumnID] {
    let kept = gates.flatMap { if case .backup(let columns) = $0 { columns } else { [ColumnID]() } }
    guard !kept.isEmpty else { return [] }
    let tables = Set(kept.map(\.table))
    var present: Set<ColumnID> = []
    for table in schema.tables where tables.contains(table.storedName) {
      present.insert(ColumnID(table.storedName, ColumnID.wholeRow))
      for field in table.fields { present.insert(ColumnID(table.storedName, field.storedName)) }
    }
    return kept.filter { !present.contains($0) }.sorted()
  }
}

/// Something that a person, or CI, does for a deploy.
enum DeployTask: Hashable {
  /// Every instance of the application ends, where old and new code never run side by side.
  case stop
  /// `migrate run`, up to this deploy's schema.
  ///
  /// It `drops` columns, which are kept aside in that moment; `deletesData` also when a backfill before it did.
  case changeStore(schemaFile: String, deletesData: Bool, drops: Bool)
  /// The build of this deploy replaces the one before: instance by instance, or all stopped ones at once.
  case release(isOffline: Bool)
  /// `migrate released`.
  case confirmReleased(deploy: Int)
  /// `migrate run`, which says how much these columns hold, then fills; what goes is kept aside in the moment it goes.
  ///
  /// Those of `yours` have bodies that a person writes, those of `emptied` only take values away.
  case backfill(names: [String], yours: Set<String>, emptied: Int, kept: [String])
  /// `migrate run`, which only says how much these columns hold that the next deploy will keep aside.
  case keep([String])
  /// `migrate verify --attest`, which also counts what breaks these.
  case attest(paths: [String])
  /// `bellows advance FILE`.
  case advance(to: Int)

  /// What is done from a deploy's schema on, until the next deploy may begin.
  static func sequence(_ deploy: Deploy, next: Deploy?, backfills: [Backfill], isOffline: Bool) -> [DeployTask] {
    let deletes = deploy.gates.contains { if case .backup = $0 { true } else { false } }
    var actions: [DeployTask] = isOffline && deploy.number == 1 ? [.stop] : []
    actions.append(
      .changeStore(
        schemaFile: deploy.schemaFileName, deletesData: deletes, drops: !deploy.droppedColumns.isEmpty))
    if deploy.isRelease { actions.append(.release(isOffline: isOffline)) }
    var isConfirmed = false
    var kept: [String] = []
    var counted: [String] = []
    for gate in next?.gates ?? [] {
      switch gate {
      case .released: isConfirmed = true
      case .backup(let columns): kept += columns.sorted().map(\.spelling)
      case .backfilled: break
      case .verified(let paths): counted += paths.sorted().map(\.spelling)
      }
    }
    // What a next deploy needs happens while nothing runs.
    if isOffline, deploy.isRelease, next != nil { actions.append(.stop) }
    if isConfirmed || (deploy.isRelease && !isOffline) { actions.append(.confirmReleased(deploy: deploy.number)) }
    if !backfills.isEmpty {
      actions.append(
        .backfill(
          names: backfills.map(\.name), yours: Set(backfills.filter { $0.transform == .custom }.map(\.name)),
          emptied: backfills.count { $0.transform == .unset }, kept: kept))
    } else if !kept.isEmpty {
      actions.append(.keep(kept))
    }
    if let next { actions += [.attest(paths: counted), .advance(to: next.number)] }
    return actions
  }
}

/// How a deploy is taken back, as facts.
struct RollbackFacts: Hashable {
  var deploy: Int
  /// Whether values are gone from the store once it is taken.
  var deletesData: Bool
  /// Whether it demands more of rows than the deploy before.
  var tightens: Bool

  init(_ deploy: Deploy) {
    self.deploy = deploy.number
    deletesData = deploy.gates.contains { if case .backup = $0 { true } else { false } }
    tightens = deploy.phase == .tighten
  }
}
