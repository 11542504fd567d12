// Part of Bellows. MIT licence: see LICENSE.
import MigrationSQL
import PlanFormat
import PlanModel

/// A deploy: its actions, and the tasks before the next deploy.
struct DeployFacts {
  /// The changes with the same action in this deploy.
  struct Group {
    var action: Action
    /// The subjects of the changes.
    var subjects: [Subject]
  }

  var number: Int
  /// The number of deploys of the plan.
  var total: Int
  /// Its phase, or `offline`.
  var kind: String
  var isRelease: Bool
  /// Whether all code is stopped first, so that old and new code never run at the same time.
  var isOffline: Bool
  /// The gates before it.
  var gates: [Gate]
  /// In the order of `Action`.
  var groups: [Group]
  /// The tasks, in order.
  var tasks: [DeployTask]
  /// The SQL of an offline run, one statement or remark each; empty if the target has none, or if it is that of the
  /// rolling deploys.
  var statements: [String] = []
  var rollback: RollbackFacts

  /// The facts of an offline plan, whose deploys are one.
  init(offline plan: Plan) {
    (number, total, kind) = (1, 1, "offline")
    isRelease = plan.deploys.contains(where: \.isRelease)
    isOffline = true
    gates = []
    let dialect = Dialect(for: plan.base.target)
    let direct = dialect.flatMap(plan.directSteps)
    if let dialect, let direct { statements = direct.flatMap(dialect.listing) }
    var subjects: [Action: [Subject]] = [:]
    // The statements say more.
    for step in statements.isEmpty ? plan.offlineSteps : [] {
      subjects[step.action, default: []].append(plan.assessments[step.assessment].change.subject(for: step.action))
    }
    groups = Action.allCases.compactMap { action in subjects[action].map { Group(action: action, subjects: $0) } }
    let names = direct?.compactMap { step in if case .backfill(let name) = step { name } else { nil } }
    let backfills = plan.backfills.filter { names?.contains($0.name) ?? true }
    tasks = [
      .stop,
      .runOffline(
        backfills: backfills.map(\.name), handWritten: Set(backfills.filter { $0.transform == .custom }.map(\.name)),
        backedUp: plan.backedUpOffline(direct ?? []).map(\.spelling)),
      .release(isOffline: true),
    ]
    rollback = RollbackFacts(
      deploy: nil, deletesData: plan.deploys.contains { RollbackFacts($0, of: plan).deletesData },
      tightens: plan.deploys.contains { $0.phase == .tighten })
  }

  init(_ plan: Plan, at index: Int) {
    let deploy = plan.deploys[index]
    let next = plan.deploys.indices.contains(index + 1) ? plan.deploys[index + 1] : nil
    number = deploy.number
    total = plan.deploys.count
    kind = deploy.phase.rawValue
    isRelease = deploy.isRelease
    gates = deploy.gates
    var subjects: [Action: [Subject]] = [:]
    for step in deploy.steps where plan.assessments.indices.contains(step.assessment) {
      subjects[step.action, default: []].append(plan.assessments[step.assessment].change.subject(for: step.action))
    }
    groups = Action.allCases.compactMap { action in subjects[action].map { Group(action: action, subjects: $0) } }
    isOffline = false
    if subjects[.drop] == nil, case let dropped = deploy.droppedColumns, !dropped.isEmpty {
      // A column can be dropped in the deploy of the last action of its change.
      groups.append(Group(action: .drop, subjects: dropped.map { Subject(name: $0.spelling) }))
    }
    tasks = DeployTask.sequence(
      deploy, next: next, backfills: plan.backfills.filter { $0.after == deploy.number },
      endsCommit: plan.commits.contains(deploy.number))
    rollback = RollbackFacts(deploy, of: plan)
  }
}

extension Plan {
  /// The steps of all deploys that say what is different afterwards, and not what code of two versions needs meanwhile.
  var offlineSteps: [Step] {
    deploys.flatMap(\.steps).filter { step in
      guard assessments.indices.contains(step.assessment) else { return false }
      return switch step.action {
      case .introduce, .build, .strict, .relax, .enforce, .drop, .writeWide: true
      case .readWide, .writeAndFallBack, .writeOnlyNew, .readBothWriteOld, .readBothWriteNew, .writeBothReadOld,
        .writeBothReadWide, .writeBothReadNew, .useOnlyNew, .replaceOnWrite, .keepInSync, .switchOver, .stopReading,
        .stopWriting,
        .stopUsing, .respect:
        false
      }
    }
  }
}

extension Deploy {
  /// The backed up columns that its schema no longer contains.
  fileprivate var droppedColumns: [ColumnID] {
    let backedUp = gates.flatMap { if case .backup(let columns) = $0 { columns } else { [ColumnID]() } }
    guard !backedUp.isEmpty else { return [] }
    let tables = Set(backedUp.map(\.table))
    var present: Set<ColumnID> = []
    for table in schema.tables where tables.contains(table.storedName) {
      present.insert(ColumnID(table.storedName, ColumnID.wholeRow))
      for field in table.fields { present.insert(ColumnID(table.storedName, field.storedName)) }
    }
    return backedUp.filter { !present.contains($0) }.sorted()
  }
}

/// A task of a deploy, manual or in CI.
enum DeployTask: Hashable {
  /// Stop every instance of the application, in an offline plan.
  case stop
  /// `migrate run`, up to the schema of this deploy.
  ///
  /// `drops`: it drops columns and backs them up. `deletesData`: it, or a backfill before it, deletes data.
  case changeStore(deletesData: Bool, drops: Bool)
  /// `migrate run --offline`: the whole plan, while no code runs.
  case runOffline(backfills: [String], handWritten: Set<String>, backedUp: [String])
  /// Release the build of this deploy: instance by instance or, offline, all stopped ones at once.
  case release(isOffline: Bool)
  /// `migrate released`.
  case confirmReleased(deploy: Int)
  /// `migrate run`, which reports the size of the columns to back up and runs the backfills.
  ///
  /// `handWritten` are the backfills with hand-written functions, `emptied` the number of those that only remove
  /// values.
  case backfill(names: [String], handWritten: Set<String>, emptied: Int, backedUp: [String])
  /// `migrate run`, which only reports the size of the columns that the next deploy backs up.
  case measureBackup([String])
  /// `migrate verify --attest`, which also counts the rows that violate these constraints.
  case attest(paths: [String])
  /// `migrate run`, which counts the rows that violate these constraints.
  case count(paths: [String])
  /// `bellows advance FILE`.
  case advance(to: Int)

  /// The tasks of a deploy, in order.
  ///
  /// - Parameter endsCommit: Whether the next deploy needs another commit of code.
  static func sequence(_ deploy: Deploy, next: Deploy?, backfills: [Backfill], endsCommit: Bool) -> [DeployTask] {
    let deletes = deploy.gates.contains { if case .backup = $0 { true } else { false } }
    var tasks = [
      DeployTask.changeStore(deletesData: deletes, drops: !deploy.droppedColumns.isEmpty)
    ]
    if deploy.isRelease { tasks.append(.release(isOffline: false)) }
    var isConfirmed = false
    var backedUp: [String] = []
    var counted: [String] = []
    for gate in next?.gates ?? [] {
      switch gate {
      case .released: isConfirmed = true
      case .backup(let columns): backedUp += columns.sorted().map(\.spelling)
      case .backfilled: break
      case .verified(let paths): counted += paths.sorted().map(\.spelling)
      }
    }
    if isConfirmed || deploy.isRelease { tasks.append(.confirmReleased(deploy: deploy.number)) }
    if !backfills.isEmpty {
      tasks.append(
        .backfill(
          names: backfills.map(\.name), handWritten: Set(backfills.filter { $0.transform == .custom }.map(\.name)),
          emptied: backfills.count { $0.transform == .unset }, backedUp: backedUp))
    } else if !backedUp.isEmpty {
      tasks.append(.measureBackup(backedUp))
    }
    if let next, endsCommit {
      tasks += [.attest(paths: counted), .advance(to: next.number)]
    } else if !counted.isEmpty {
      tasks.append(.count(paths: counted))
    }
    return tasks
  }
}

/// The rollback of a deploy.
struct RollbackFacts: Hashable {
  /// The number of the deploy; `nil` for a whole plan, while no code runs.
  var deploy: Int?
  /// Whether the deploy releases code.
  var isRelease = false
  /// The release before it; 0 for none.
  var releaseBefore = 0
  /// Whether the deploy deletes data.
  var deletesData: Bool
  /// Whether the deploy adds constraints.
  var tightens: Bool

  init(deploy: Int?, deletesData: Bool, tightens: Bool) {
    self.deploy = deploy
    self.deletesData = deletesData
    self.tightens = tightens
  }

  init(_ deploy: Deploy, of plan: Plan) {
    self.deploy = deploy.number
    isRelease = deploy.isRelease
    releaseBefore = plan.deploys.last { $0.isRelease && $0.number < deploy.number }?.number ?? 0
    // A repair overwrites values, after a backup.
    deletesData = plan.repair != nil || deploy.gates.contains { if case .backup = $0 { true } else { false } }
    tightens = deploy.phase == .tighten
  }
}
