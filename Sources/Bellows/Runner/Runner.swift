// Part of Bellows. MIT licence: see LICENSE.

/// Carries plans out in one database: asks what is next, does it, and asks again.
struct Runner: Sendable {
  let build: Migrations
  let database: any Database
  let author: Author
  var options: RunOptions
  /// Told of everything as it happens.
  let report: @Sendable (RunEvent) -> Void

  init(
    _ build: Migrations, on database: any Database, by author: Author, options: RunOptions = RunOptions(),
    report: @escaping @Sendable (RunEvent) -> Void = { _ in }
  ) {
    self.build = build
    self.database = database
    self.author = author
    self.options = options
    self.report = report
  }

  /// Does all that can be done now, and says what is next.
  func run() async throws -> RunEnd {
    try await claimed("migrate run") {
      var repetition = Repetition()
      while true {
        let situation = try await situation()
        try repetition.refuse(situation)
        let action = try chosen(situation.action)
        switch try await perform(action) {
        case .done: if case .backfill = action, options.only != nil { return .at(try await next()) }
        case .stop(let end): return end
        }
      }
    }
  }

  /// Runs `work` while nobody else carries anything out here.
  func claimed<Result: Sendable>(_ what: String, _ work: () async throws -> Result) async throws -> Result {
    let claim = try await database.claim(by: "\(what), \(author.who), since \(Timestamp.now.text)")
    do {
      let result = try await work()
      await claim.end()
      return result
    } catch {
      await claim.end()
      throw error
    }
  }

  /// What the ledger says; `nil` for a database without one, which stays without one.
  func ledger() async throws -> LedgerState? {
    if let takes = database.target, takes != build.target {
      throw MigrationRefused.otherTarget(build.target, database: database.name, takes: takes)
    }
    guard try await database.has(LedgerTables.state) else { return nil }
    return try await database.transaction(.read) { try await $0.ledgerState() }
  }

  /// The next thing to do.
  func next() async throws -> NextAction { try await situation().action }

  /// The next thing to do, and the ledger that says so.
  func situation() async throws -> Situation {
    let ledger = try await ledger()
    let hasTables = ledger == nil ? !(try await ownTableNames()).isEmpty : true
    return Situation(action: nextAction(build, ledger, hasTables: hasTables), ledger: ledger)
  }

  /// The backfill that was asked for, in place of the one whose turn it is.
  private func chosen(_ action: NextAction) throws -> NextAction {
    guard let only = options.only, case .backfill(let name, let turn) = action, let plan = build.plan(name) else {
      return action
    }
    guard let backfill = plan.backfill(only), backfill.after == plan.backfill(turn)?.after else {
      let others = plan.backfills.map(\.name).joined(separator: ", ")
      throw MigrationRefused.notSupported("no backfill called '\(only)' can run now; \(name) has \(others)")
    }
    return .backfill(plan: name, name: only)
  }

  /// Whether there may be more to do.
  enum Step {
    case done
    case stop(RunEnd)
  }

  /// Does one thing.
  func perform(_ action: NextAction) async throws -> Step {
    switch action {
    case .create: try await create()
    case .adopt:
      // Nobody is at hand on a device who could say it; the comparison is the same.
      guard options.isGateless else { throw MigrationRefused.notAdopted }
      try await openFound()
    case .schema(let plan, let deploy): try await enter(plan: plan, deploy: deploy)
    case .release(let plan, let deploy):
      guard options.isGateless else { return .stop(.at(action)) }
      try await setReleased(plan: plan, deploy: deploy)
    case .keep(let plan, let gate): try await keep(plan: plan, gate: gate)
    case .backfill(let plan, let name):
      switch try await backfill(plan: plan, name: name) {
      case .done: return .done
      case .limited: return .stop(.limited(backfill: name))
      case .partial(let left): return .stop(.partial(backfill: name, left: left))
      }
    case .verify(let plan, let gate): try await verify(plan: plan, gate: gate)
    case .ahead(let plan, let deploy, .servedWhenClosed): try await close(plan: plan, at: deploy)
    case .ahead(let plan, let deploy, .notServed): throw try await notServed(plan: plan, deploy: deploy)
    case .cancelled(let who):
      guard options.resumes else { throw MigrationRefused.cancelled(who) }
      try await resume()
    case .advance, .done, .ahead(_, _, .served): return .stop(.at(action))
    case .refused(let refusal): throw refusal
    }
    return .done
  }
}

/// How a run is to be carried out.
struct RunOptions: Sendable {
  /// How many rows are moved in one transaction.
  var batchSize = 1000
  /// How long to wait between batches, in milliseconds.
  var delay = 0
  /// After how many rows to stop.
  var limit: Int?
  /// The only backfill to run.
  var only: String?
  /// A condition for the only rows to go over.
  var condition: String?
  /// The key after which to start.
  var cursor: [JSONValue]?
  /// How many bodies run side by side.
  var concurrency = 1
  /// The plan that a person confirmed by its name.
  var confirmed: String?
  /// Whether to go on although somebody cancelled.
  var resumes = false
  /// Whether no other code is running, so that every release is over at once.
  var isGateless = false
  /// How many rows may be set aside before a backfill stops.
  var refusedLimit = 1000
  /// Whether it runs on a copy, to find all that would stop a run.
  var isRehearsal = false
  /// The plan of a repair that `adopt` does not count as done.
  var undone: String?
}

/// Where a run ended.
enum RunEnd: Hashable, Sendable {
  /// At something that is not for it to do.
  case at(NextAction)
  /// In the middle of a backfill, after as many rows as were asked for.
  case limited(backfill: String)
  /// At the end of the rows that were asked for; so many others are left.
  case partial(backfill: String, left: Int)
}
