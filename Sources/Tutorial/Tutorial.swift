// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsSQLite
import Foundation
import TutorialMigrations
import TutorialSteps

/// Runs the tutorial's plan on a real database: `swift run Tutorial`.
///
/// It inserts 100,000 users (or the number in its argument) under the old schema, and then runs the commands of a developer
/// and of a deployment, one after the other. They are the commands of `migrate`.
@main struct Tutorial {
  static func main() async throws {
    let arguments = CommandLine.arguments.dropFirst()
    let users = arguments.first.map { Int($0) ?? -1 } ?? 100_000
    guard arguments.count < 2, users >= 0 else {
      FileHandle.standardError.write(Data("usage: Tutorial [USERS]   (a number; default 100000)\n".utf8))
      exit(2)
    }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bellows-tutorial-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = folder.appendingPathComponent("app.sqlite").path
    let steps = TutorialSteps(
      on: SQLite(path: path), at: path, plan: TidyUsers.plan, users: self.users, instant: .microseconds)
    let isDone = try await steps.run(users: users)
    FileHandle.standardOutput.write(Data("The database is kept: \(path)\n".utf8))
    exit(isDone ? 0 : 1)
  }

  /// The table as the releases before the plan made it.
  private static let users = StoredTable(
    "users",
    [
      """
      CREATE TABLE "users" (
        "_id" INTEGER PRIMARY KEY,
        "email" TEXT NOT NULL,
        "joinedAt" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000000),
        "name" TEXT NOT NULL,
        "role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin', 'guest'))
      ) STRICT
      """, #"CREATE UNIQUE INDEX "users_by_email" ON "users" ("email")"#,
    ])
}
