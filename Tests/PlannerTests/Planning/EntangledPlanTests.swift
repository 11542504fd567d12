// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaModel
import TestSupport
import Testing

/// Changes that meet in one column, index or table: each was once planned as if it were alone.
@Suite struct EntangledPlanTests {
  @Test("A new unique index over a converted column is over its second column")
  func aNewPromiseOverAConvertedColumnIsOverItsSecondColumn() throws {
    let plan = try planTable(.sqlite, from: "a: decimal\nindex by_a (a)", to: "a: int\nunique by_a (a)")
    #expect(plan.deploys.last?.schema.table("t")?.field("a")?.storedName == "a_2")
    #expect(plan.deploys.last?.code.respects.contains(UniqueID("t", [["a_2"]])) == true)
  }

  @Test(
    "A computed field is planned beside a field that moves or changes unless it is computed from that one",
    arguments: Target.withKeys)
  func computedBesideMoved(target: Target) throws {
    for change in ["b: int @was(a)", "b: string @was(a)", "a: string"] {
      for (source, isRefused) in [("s", false), ("a", true)] {
        let derived = "\(change)\ns: string\nc: string @from(\(source))"
        func planned() throws -> Plan { try planTable(target, from: "a: int\ns: string", to: derived) }
        if isRefused {
          let error = #expect(throws: DiagnosticList.self) { try planned() }
          #expect(error?.diagnostics.map(\.id.rawValue) == ["unsafe-together"], "\(derived)")
        } else {
          #expect(try planned().backfills.contains { $0.fields == ["c"] }, "\(derived)")
        }
      }
    }
  }

  @Test(
    "A field is not computed from a reference that the database clears, or will clear",
    arguments: [Target.sqlite, .postgresql])
  func computedFromCleared(target: Target) throws {
    let clears = " @onDelete(setNull)"
    for (old, new, source, isRefused) in [
      ("", clears, "r", true), (clears, clears, "r", true), ("", clears, "s", false), (clears, clears, "s", false),
      ("", " @onDelete(restrict)", "r", false),
    ] {
      let derived = "r: id<t>?\(new)\ns: id<t>?\nc: string? @from(\(source))"
      func planned() throws -> Plan { try planTable(target, from: "r: id<t>?\(old)\ns: id<t>?", to: derived) }
      if isRefused {
        let error = #expect(throws: DiagnosticList.self) { try planned() }
        #expect(Set(error?.diagnostics.map(\.id.rawValue) ?? []) == ["unsafe-together"], "\(derived)")
      } else {
        #expect(try planned().backfills.contains { $0.fields == ["c"] }, "\(derived)")
      }
    }
  }

  @Test("An index over two columns that move in different deploys waits for both")
  func anIndexOverTwoColumnsThatMoveAtDifferentPaceWaitsForBoth() throws {
    // One is kept in step in three deploys, the other is converted by a body in four.
    let plan = try planTable(
      .postgresql, from: "a: string\nb: date\nindex by_ab (a, b)",
      to: "c: string @was(a)\nb: decimal\nindex by_ab (c, b)")
    #expect(plan.deploys.map(\.isRelease) == [true, true, true, false])
    let indexes = plan.deploys.map { deploy in
      (deploy.schema.table("t")?.indexes ?? []).map { "\($0.name): \($0.paths.map { $0.map(\.text) })" }
    }
    #expect(
      indexes == [
        [#"by_ab: [["a"], ["b"]]"#], [#"by_ab: [["a"], ["b"]]"#, #"by_ab_2: [["c"], ["b_2"]]"#],
        [#"by_ab: [["c"], ["b_2"]]"#], [#"by_ab: [["c"], ["b"]]"#],
      ])
  }

  @Test("Of equal unique indexes the last one is relied on until it is dropped")
  func ofEqualPromisesTheLastOneToGoIsStillExpected() throws {
    let plan = try planTable(
      from: "a: int\nb: int\nunique by_1 (a)\nunique by_2 (a)", to: "a: int\nb: int\nunique by_2 (a, b)")
    #expect(plan.deploys[0].code.respects.contains(UniqueID("t", [["a"]])))
  }

  @Test("A unique constraint that another index enforces still holds")
  func aPromiseThatAnotherIndexStillMakesIsKept() throws {
    let plan = try planTable(
      from: "a: int\nunique by_1 (a)\nunique by_2 (a)", to: "a: int\nindex by_1 (a)\nunique by_2 (a)")
    #expect(plan.deploys.last?.code.respects.contains(UniqueID("t", [["a"]])) == true)
  }

  @Test("Rows in which one field has the same default may violate a unique index", arguments: Target.withKeys)
  func rowsThatAreFilledAlikeBreakAPromise(_ target: Target) throws {
    let plan = try planTable(target, from: "e: int", to: "e: int\na: int? = 1\nunique by_a (e, a)")
    #expect(plan.assessments.map(\.verdict) == [.breaking, .safe])
    #expect(plan.deploys.map(\.isRelease) == [true, false])
  }

  @Test("An index waits until its column holds only values that can be indexed")
  func anIndexWaitsUntilItsColumnHoldsWhatCanBeIndexed() throws {
    let plan = try planTable(from: "a: [int]", to: "a: [double]\nvector by_a (a) dimensions 3")
    let first = plan.deploys.firstIndex { $0.schema.table("t")?.indexes.isEmpty == false }
    #expect(first == plan.deploys.count - 1)
  }

  @Test("A column changes its type only after no index needs the old values")
  func aColumnWaitsUntilNoIndexNeedsWhatItHeld() throws {
    let plan = try planTable(from: "a: [double]\nvector by_a (a) dimensions 3", to: "a: [int]")
    #expect(
      shape(plan) == [
        "R t#by_a stopUsing", "R t#by_a drop, t.a.[] readBothWriteOld", "R t.a.[] readBothWriteNew",
        "[backup t.a] [backfill t.a] R t.a.[] strict",
      ])
  }

  @Test("A wider column restricts deletions only after code knows its new type")
  func aColumnThatMayHoldMoreRefusesDeletionsOnlyOnceCodeKnows() throws {
    let plan = try planTable(
      .postgresql, from: "u: id<u>", to: "u: id<u>? @onDelete(restrict)", also: "table u { x: int }")
    #expect(plan.deploys.map { $0.schema.table("t")?.field("u")?.onDelete } == [nil, .restrict])
  }

  @Test("A computed reference gets setNull only after no code computes it")
  func aComputedReferenceIsEmptiedOnlyOnceNobodyComputesItAnew() throws {
    let plan = try planTable(
      from: "a: int", to: "a: int\nu: id<u>? @from(a) @onDelete(setNull)", also: "table u { x: int }")
    #expect(plan.deploys.map(\.isRelease) == [true, true, false])
    #expect(plan.deploys.map { $0.schema.table("t")?.field("u")?.onDelete } == [nil, nil, .setNull])
  }

  @Test("A reference that moves gets setNull only in the column that is read")
  func aReferenceThatMovesIsEmptiedOnlyWhereItIsRead() throws {
    let plan = try planTable(
      from: "u: id<u>?", to: "v: id<u>? @was(u) @onDelete(setNull)", also: "table u { x: int }")
    #expect(plan.deploys.map { $0.schema.table("t")?.field("v")?.onDelete } == [nil, nil, nil, .setNull])
  }

  @Test("Code that computes from a field also writes the field")
  func codeThatComputesFromAFieldGivesTheFieldAValueItself() throws {
    let plan = try planTable(.sqlite, from: "a: int = 1", to: "a: int = 2\nb: int @from(a)")
    #expect(plan.before.relinquishes == [ColumnID("t", "a")])
    #expect(plan.deploys.allSatisfy { $0.code.relinquishes.isEmpty })
  }

  @Test("A default that old code would read differently is omitted until old code has ended")
  func aDefaultThatWouldBeReadAsSomethingElseIsLeftOutMeanwhile() throws {
    let plan = try planTable(from: #"a: date = "2026-03-01""#, to: "a: string")
    #expect(plan.deploys.map { $0.schema.table("t")?.field("a")?.defaultValue } == [nil, nil, nil])
  }

  @Test("A default that the wider column cannot have is dropped first")
  func aDefaultThatCannotStandInTheWiderColumnIsGivenUpFirst() throws {
    let plan = try planTable(.postgresql, from: "a: (timestamp | int)? = now", to: "a: any")
    #expect(plan.deploys.map(\.isRelease) == [true, true, true])
    #expect(plan.deploys.map { $0.schema.table("t")?.field("a")?.defaultValue } == [.now, nil, nil])
  }

  @Test("The default `now` is a timestamp in a column of several types")
  func nowIsAMomentWhateverElseTheColumnMayHold() throws {
    let plan = try planTable(.postgresql, from: "a: (timestamp | int)? = now", to: "a: (timestamp | int | uuid)?")
    #expect(plan.assessments.map(\.rule) == [.defaultRemoved, .fieldWidened])
  }

  @Test("A reference to rows with other keys is a second column")
  func aReferenceToRowsWithOtherKeysStandsBesideTheOldOne() throws {
    let old = try schema("table a { id: string @key }\ntable b { a: id<a> }")
    let new = try schema("table c @was(a) { code: string @key @was(id) }\ntable b { a: id<c> }")
    let plan = try planMigration(from: old, to: new).plan
    let types = plan.deploys.map { ($0.schema.table("b")?.fields ?? []).map(\.type.value.description) }
    #expect(types == [["id<a>", "id<c>"], ["id<a>", "id<c>"], ["id<a>", "id<c>"], ["id<c>"]])
  }

  @Test("A table is dropped after the tables that refer to it")
  func aTableThatIsReferredToOutlivesTheCopiesOfItsReferrers() throws {
    let old = try schema("table a { x: int } table b { id: int @key\n a: id<a>? }")
    let new = try schema("table c @was(b) { id: int @key }")
    let plan = try planMigration(from: old, to: new).plan
    #expect(plan.deploys.map { $0.schema.table("a") != nil } == [true, true, true, false])
  }

  @Test("Tables with only another name change nothing that is stored")
  func tablesThatAreOnlyCalledOtherwiseChangeNothingThatIsStored() throws {
    let old = try schema(#"table a { x: int } table b = { k: "x", a: id<a> } | { k: "y" }"#)
    let new = try schema(
      #"table c @was(a) @table("a") { x: int } table d @was(b) @table("b") = { k: "x", a: id<c> } | { k: "y" }"#)
    let plan = try planMigration(from: old, to: new).plan
    #expect(plan.deploys.map(\.isRelease) == [false])
    #expect(plan.deploys.map(\.steps) == [[]])
  }

  @Test(
    "A key that other rows refer to does not change in place",
    arguments: [#"table b = { k: "x", a: id<a> } | { k: "y" }"#, "table b { id: id<a> @key }"])
  func keysThatOthersHoldInPlaceDoNotChangeBeneathThem(other: String) throws {
    let old = try schema("table a { id: string @key }\n" + other)
    let new = try schema("table a { code: string @key @was(id) }\n" + other)
    let refusal = #expect(throws: DiagnosticList.self) { try planMigration(from: old, to: new) }
    #expect(refusal?.diagnostics.map(\.id.rawValue) == ["unsafe-together"])
  }

  @Test("A dropped part of a key needs data-loss approval")
  func aPartOfAKeyThatGoesIsDeletedOnPurpose() throws {
    let plan = try planTable(from: "id: string @key\npart: int @key", to: "id: string @key")
    #expect(plan.assessments.first?.hazards.contains(.deletesData) == true)
  }

  @Test("A new field with the stored name of another one is refused")
  func aNewFieldUnderTheNameOfAnotherIsRefused() throws {
    let refusal = #expect(throws: DiagnosticList.self) {
      try planTable(from: "a: int", to: "b: int @from(a)\na: string @from(b)")
    }
    #expect(refusal?.diagnostics.contains { $0.id.rawValue == "unsafe-together" } == true)
  }
}
