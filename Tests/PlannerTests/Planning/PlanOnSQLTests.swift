// Part of Bellows. MIT licence: see LICENSE.
import Planner
import SchemaModel
import Testing

/// Where the database itself can fill in, or keep two columns in step, a rollout takes fewer releases.
@Suite struct PlanOnSQLTests {
  @Test("A field with a constant default takes one deploy", arguments: [Target.sqlite, .postgresql])
  func aConstantDefaultIsOneDeploy(_ target: Target) throws {
    let plan = try planTable(target, from: "a: int", to: "a: int\nb: int = 1")
    #expect(shape(plan) == ["R t.b introduce"])
    #expect(plan.assessments.map(\.rule) == [.fieldAddedDefaulted])
  }

  @Test("A rename takes one release", arguments: [Target.sqlite, .postgresql]) func aRenameIsOneRelease(
    _ target: Target
  ) throws {
    let plan = try planTable(target, from: "a: int", to: "b: int @was(a)")
    #expect(
      shape(plan) == ["- t.b keepInStep", "[backfill t.b] R t.b switchOver", "[backup t.a] - t.b drop"])
    #expect(plan.deploys.map(\.synced.count) == [1, 1, 0])
  }

  @Test("A conversion that cannot be inverted uses a second column")
  func aConversionThatCannotBeInvertedGoesThroughASecondColumn() throws {
    let plan = try planTable(.sqlite, from: "a: string", to: "a: int")
    #expect(
      shape(plan) == [
        "R t.a writeBothReadOld", "[backfill t.a] R t.a writeBothReadNew", "R t.a useOnlyNew",
        "[backup t.a] - t.a drop",
      ])
    let final = try #require(plan.deploys.last?.schema.table("t")?.field("a"))
    #expect(final.explicitStoredName == "a_2")
  }

  @Test("A stored name is inherited until `@column` changes it")
  func theStoredNameIsInheritedUntilAColumnAttributeMovesIt() throws {
    let base = try schema("target sqlite\ntable t {\na: int @column(\"a_2\")\n}")
    #expect(try planMigration(from: base, to: schema("target sqlite\ntable t {\na: int\n}")).plan.deploys.isEmpty)
    let moved = try planMigration(from: base, to: schema("target sqlite\ntable t {\na: int @column(\"a\")\n}")).plan
    #expect(moved.assessments.map(\.rule) == [.fieldStorageChanged])
  }

  @Test("A wider type with another stored form takes a release for the new values")
  func wideningIntoAnotherFormTakesAReleaseForTheNewValues() throws {
    let plan = try planTable(.postgresql, from: "a: int", to: "a: int | string")
    #expect(
      shape(plan) == ["- t.a keepInStep", "[backfill t.a] R t.a switchOver", "[backup t.a] R t.a writeWide"])
  }

  /// Kept in step at once it would be S R R, and beside the removal's R R S take four deploys.
  @Test(
    "A rename that widens takes the rollout that is shorter beside the other changes",
    arguments: [Target.sqlite, .postgresql]) func aRenameThatWidensTakesTheWayThatIsShorterBesideTheRest(
      _ target: Target
    ) throws
  {
    let alone = try planTable(target, from: "a: int", to: "b: int? @was(a)")
    #expect(shape(alone) == ["- t.b keepInStep", "[backfill t.b] R t.b switchOver", "[backup t.a] R t.b writeWide"])
    let beside = try planTable(target, from: "a: int\nc: int", to: "b: int? @was(a)")
    #expect(
      shape(beside) == [
        "R t.b writeBothReadWide, t.c stopReading", "[backfill t.b] R t.b switchOver, t.c stopWriting",
        "[backup t.a t.c] - t.b drop, t.c drop",
      ])
    // A number cannot stand in for what is a string from now on: the old column keeps the first way.
    let form = try planTable(target, from: "a: int\nc: int", to: "a: int | string")
    #expect(form.deploys.map(\.isRelease) == [false, true, true, false])
  }

  @Test("A rename that widens and loses its default takes two releases", arguments: [Target.sqlite, .postgresql])
  func aRenameThatWidensAndLosesItsDefaultTakesTwoReleases(
    _ target: Target
  ) throws {
    let alone = try planTable(target, from: "a: int = 1", to: "b: int? @was(a)")
    #expect(alone.deploys.map(\.isRelease) == [false, true, true])
    let beside = try planTable(target, from: "a: int = 1\nc: int", to: "b: int? @was(a)")
    #expect(beside.deploys.map(\.isRelease) == [true, true, false])
    // Where there could be no value before, its default would hide a row that says so.
    let optional = try planTable(target, from: "a: int? = 1", to: "b: int? @was(a)")
    #expect(optional.deploys.map(\.isRelease) == [true, true, false])
  }

  @Test("A rename shares the release of another change")
  func aRenameRidesOnTheReleaseOfAnotherChange() throws {
    let plan = try planTable(.sqlite, from: "a: int\nc: int", to: "b: int @was(a)\nc: int\nd: int?")
    #expect(plan.deploys.map(\.isRelease) == [false, true, false])
  }

  @Test(
    "A changed search index on SQLite names the way to query it earlier, and that way has the index in the first deploy"
  )
  func changedSearch() throws {
    let old = "a: string\nb: string\nsearch by_a (a)"
    let plan = try planTable(.sqlite, from: old, to: "a: string\nb: string\nsearch by_a (a, b)")
    #expect(try #require(plan.assessments[0].alternative).contains("with another name than 'by_a'"))
    #expect(plan.deploys.dropLast().allSatisfy { $0.schema.tables[0].index("by_a")?.paths == [["a"]] })
    let renamed = try planTable(.sqlite, from: old, to: "a: string\nb: string\nsearch by_ab (a, b)")
    #expect(renamed.assessments.allSatisfy { $0.alternative == nil })
    let first = try #require(renamed.deploys.first)
    #expect(
      first.isRelease && first.schema.tables[0].index("by_ab") != nil && first.schema.tables[0].index("by_a") != nil)
    #expect(renamed.deploys.last?.schema.tables[0].index("by_a") == nil)
    let server = try planTable(.postgresql, from: old, to: "a: string\nb: string\nsearch by_a (a, b)")
    #expect(server.assessments.allSatisfy { $0.alternative == nil })
  }

  @Test("A unique index moves with its column")
  func aUniqueIndexMovesWithItsColumn() throws {
    let plan = try planTable(.sqlite, from: "a: string\nunique by_a (a)", to: "b: string @was(a)\nunique by_a (b)")
    #expect(plan.assessments.map(\.rule) == [.fieldRenamed])
    let indexes = plan.deploys.map { $0.schema.table("t")?.indexes.map { "\($0.name) \($0.paths)" } }
    #expect(indexes == [["by_a [[a]]"], ["by_a [[a]]", "by_a_2 [[b]]"], ["by_a [[b]]"]])
  }

  @Test("A reference with setNull becomes required in three deploys")
  func aReferenceThatTheDatabaseEmptiesIsMadeRequiredInThreeDeploys() throws {
    let plan = try planTable(
      .sqlite, from: "r: id<p>? @onDelete(setNull)", to: "r: id<p> @onDelete(restrict)", also: "table p {\n x: int\n}")
    #expect(
      shape(plan) == ["R t.r writeOnlyNew", "- t.r enforce", "[backfill t.r] R t.r strict, t.r strict"])
  }

  @Test("A table is dropped after the references to it")
  func aTableOutlivesWhatRefersToIt() throws {
    let old = try schema("table p {\n x: int\n}\ntable t {\n a: int\n r: id<p>\n}")
    let new = try schema("table t {\n a: int\n}")
    let plan = try planMigration(from: old, to: new).plan
    #expect(
      shape(plan) == [
        "R t.r stopReading", "R p stopUsing, t.r stopWriting",
        "[backup p.x t.r] [backfill p.delete] [backfill t.r.unset] - p drop, t.r drop",
      ])
  }

  @Test("Offline, the releases for old and new code side by side are one")
  func togetherFoldsTheReleasesOfTheOverlap() throws {
    let widened = try planTable(from: "a: int", to: "a: int?", isOffline: true)
    #expect(shape(widened) == ["R t.a writeWide"])
    let renamed = try planTable(from: "a: int", to: "b: int @was(a)", isOffline: true)
    #expect(renamed.deploys.map(\.isRelease) == [false, false, true], "code starts after the last deploy")
    #expect(renamed.stages.count == 1)
    let removed = try planTable(from: "a: int\nf: int", to: "a: int", isOffline: true)
    #expect(removed.deploys.count { $0.isRelease } == 1)
  }
}
