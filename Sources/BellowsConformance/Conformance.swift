// Part of Bellows. MIT licence: see LICENSE.
import Bellows

/// Runs the suite that every driver passes, and throws one error that lists all failed checks.
///
///     try await checkConformance(of: DriverUnderTest(dialect: MyDialect()) { name in
///       MyDatabase(path: "\(folder)/\(name)")
///     })
///
/// With Swift Testing, each check is a test case of its own:
///
///     @Test("MyDatabase conforms", arguments: ConformanceCheck.all)
///     func conformance(_ check: ConformanceCheck) async throws { try await check.run(on: driver) }
///
/// - Parameters:
///   - driver: The driver, and how it opens a database.
///   - parts: The parts to run; a driver that is not complete passes some of them.
///   - rounds: The number of random runs of each model-based check.
public func checkConformance(
  of driver: DriverUnderTest, parts: Set<ConformancePart> = .all, rounds: Int = 25
) async throws {
  var failures: [ConformanceFailure] = []
  for check in ConformanceCheck.all where parts.contains(check.part) {
    do {
      try await check.run(on: driver, rounds: rounds)
    } catch let failure as ConformanceFailure {
      failures.append(failure)
    }
  }
  if !failures.isEmpty { throw ConformanceFailures(failures: failures) }
}

/// The part of the driver protocols that a check tests.
public enum ConformancePart: String, Hashable, Sendable, CaseIterable {
  /// Rows and transactions: committed writes are read again, others are not.
  case rows
  /// Savepoints: part of a transaction is rolled back.
  case savepoints
  /// The migration lock: one runner at a time.
  case lock
  /// The ledger, and a plan up to the deploy before its last.
  case ledger
  /// Batches of a backfill.
  case batches
  /// The cursor: an interrupted run continues where it stopped.
  case cursor
  /// Rows that cannot be changed are quarantined.
  case quarantine
  /// A database that Bellows did not create.
  case adoption
  /// Values that a plan deletes or overwrites are backed up.
  case backups
  /// Rollback of the schema and of values.
  case rollback
  /// Several plans at once, each at its own pace.
  case sidePlans
  /// Backfills that change each row once.
  case repairs
  /// Several workers that share a backfill, on a database that can do so.
  case workers
}

extension Set<ConformancePart> {
  /// All parts.
  public static var all: Set<ConformancePart> { Set(ConformancePart.allCases) }
}

/// The driver that the suite tests.
public struct DriverUnderTest: Sendable {
  let dialect: any ConformanceDialect
  let open: @Sendable (String) async throws -> any Database
  /// The number of workers of each run.
  let workers: Int

  /// Creates a driver under test.
  ///
  /// - Parameters:
  ///   - dialect: The statements of the suite's plans.
  ///   - workers: The number of connections that share the backfills of a run, on a database that can do so.
  ///   - open: Opens the database with a name on a new connection, as another process would. The first call with a name
  ///     must return an empty database.
  public init(
    dialect: any ConformanceDialect, workers: Int = 1, open: @escaping @Sendable (String) async throws -> any Database
  ) {
    self.dialect = dialect
    self.workers = workers
    self.open = open
  }
}

/// One check of the suite; it creates its own databases.
public struct ConformanceCheck: Sendable, CustomStringConvertible {
  /// What a driver must do, as a sentence.
  public let name: String
  /// The part that it belongs to.
  public let part: ConformancePart
  private let body: @Sendable (ConformanceContext) async throws -> Void

  init(_ part: ConformancePart, _ name: String, _ body: @escaping @Sendable (ConformanceContext) async throws -> Void) {
    self.name = name
    self.part = part
    self.body = body
  }

  /// All checks, in the order in which a driver is written.
  public static var all: [ConformanceCheck] {
    rows + rowUpdates + savepoints + lock + ledger + batches + cursor + contention + quarantine + adoption + backups
      + rollback + repairs + sidePlans + workers
  }

  /// Returns the checks of some parts.
  public static func all(of parts: Set<ConformancePart>) -> [ConformanceCheck] {
    all.filter { parts.contains($0.part) }
  }

  /// The name.
  public var description: String { name }

  /// Runs the check on a driver.
  ///
  /// - Throws: `ConformanceFailure` with what was expected and what was found, or with the error that the driver threw.
  public func run(on driver: DriverUnderTest, rounds: Int = 25) async throws {
    do {
      try await body(ConformanceContext(driver, rounds: rounds))
    } catch let expectation as UnmetExpectation {
      throw ConformanceFailure(check: name, reason: expectation.description)
    } catch {
      throw ConformanceFailure(check: name, reason: "the driver threw \(error)")
    }
  }
}

/// A failed check.
public struct ConformanceFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The check's name.
  public var check: String
  /// What was expected, and what was found.
  public var reason: String

  /// The check, and what was expected.
  public var description: String { "\(check): \(reason)" }
}

/// All failed checks of a driver.
public struct ConformanceFailures: Error, Hashable, Sendable, CustomStringConvertible {
  /// The failures, at least one.
  public var failures: [ConformanceFailure]

  /// A line for each.
  public var description: String {
    "\(failures.count) checks failed:\n" + failures.map { "  \($0)" }.joined(separator: "\n")
  }
}
