// Part of Bellows. MIT licence: see LICENSE.
import Testing

/// Four plans on one file, one after the other, while two processes of the app read and write it all along: of one
/// release, and of two neighbouring ones during each rolling release.
@Suite(.serialized) struct RolloutTests {
  @Test("Old and new code run side by side through four plans, and no write is lost", .timeLimit(.minutes(60)))
  func oldAndNewCodeRunSideBySideThroughFourPlans() throws {
    var rollout = try Rollout(rows: 6000)
    try rollout.take(Plan("2026-02-01-headlines", ["2.1": .schema, "2.2": .release, "2.3": .schema]))
    try rollout.take(Plan("2026-03-01-locales", ["3.1": .releaseAgain(after: "2.3"), "3.2": .release]))
    try rollout.take(
      Plan(
        "2026-04-01-priorities",
        ["4.1": .release, "4.2": .releaseAgain(after: "4.1"), "4.3": .release, "4.4": .schema]))
    try rollout.take(
      Plan(
        "2026-05-01-folders",
        ["5.1": .release, "5.2": .release, "5.3": .release, "5.4": .schema]))
    try rollout.finish()
  }

  /// A wrong plan would be noticed: code that runs beside a schema that is not for it soon says so.
  @Test("Code that is too old or too new for its database is detected", .timeLimit(.minutes(5)))
  func codeThatIsTooOldOrTooNewIsFoundOut() throws {
    var rollout = try Rollout(rows: 600)
    let confirmed = ["--confirm", "2026-02-01-headlines"]
    try rollout.migrate("2.1", "run")
    #expect(try rollout.failure(of: "2.2").contains("no such column: theme"), "its schema is yet to come")
    try rollout.migrate("2.2", "run")
    try rollout.release("2.2")
    try rollout.migrate("2.2", "released")
    try rollout.migrate("2.2", "run", confirmed)
    try rollout.migrate("2.3", "run", confirmed)
    #expect(try rollout.failure(of: "1").contains("no such column: name"), "its column is gone")
    try rollout.migrate("3.1", "run")
    #expect(try rollout.failure(of: "3.2").contains("has no value"), "nobody has filled the new columns yet")
    try rollout.finish()
  }
}
