// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import SchemaModel
import Testing

/// What the checker's violations name, and in which order.
@Suite struct NamedElementTests {
  @Test("Tables that code uses and the database does not have are reported in the order of their names")
  func missingTables() {
    let names = (0..<20).map { StoredName(String(UnicodeScalar(UInt8(97 + $0 * 7 % 20)))) }
    let code = CodeVersion(tables: [TableUse("users", stored: names)])
    let found = check(plan(from: [ConstraintPlanTests.email], deploy([ConstraintPlanTests.email], code)))
    #expect(found.filter { $0.reason == .usesMissingTable }.compactMap(\.column?.table) == names.sorted())
  }

  @Test("A column that the plan maps to no field holds the field that is stored in it, whatever their names")
  func fieldsByTheirColumns() {
    let age = Field("age", int.optional, explicitStoredName: "years")
    func reading(_ field: FieldName, of table: TableName) -> Plan {
      let column = ColumnUse(ColumnID("people", "years"), int.optional)
      let use = FieldUse(
        table: table, field: field, logicalFields: [LogicalField(table, field)], reads: [column], writes: [column])
      let people = Table("users", explicitStoredName: "people", content: .fields([age]))
      return plan(
        .document, from: [people], before: CodeVersion(), columnMapping: [:], assessments: [], backfills: [],
        [deploy([people], CodeVersion(uses: [use]))])
    }
    expectAccepted(reading("age", of: "users"))
    for (field, table) in [("years", "users"), ("age", "people")] as [(FieldName, TableName)] {
      #expect(check(reading(field, of: table)).contains { $0.reason == .readsUnrelatedColumn(table, field) })
    }
  }

  @Test("The message of a violation names what it is about")
  func messages() {
    let (field, column) = (logicalField("email"), column("mail"))
    let reasons: [(Violation.Reason, names: [String])] = [
      (.duplicatesPossible("by_email"), ["by_email"]), (.unexpectedUniqueIndex("by_email"), ["by_email"]),
      (.backfillDuplicates(backfill: "users.email", "by_email"), ["users.email", "by_email"]),
      (.vectorsNotCounted(dimensions: 37), ["37"]), (.writesUnequalValues(to: column), ["users.mail"]),
      (.cannotSync(column), ["users.mail"]), (.syncRejected(from: column), ["users.mail"]),
      (.unexpectedDeleteAction(.setNull), ["setNull"]), (.backfillRejected(backfill: "users.email"), ["users.email"]),
      (.readsStale(field), ["users.email"]), (.defaultHidesSyncedValue(of: column), ["users.mail"]),
      (.convertedRowsUnknown(backfill: "users.email"), ["users.email"]),
      (.overwritesCurrentValues(backfill: "users.email"), ["users.email"]),
      (.copiesStale(backfill: "b", field, from: column), ["b ", "users.email", "users.mail"]),
      (.syncedTablesDifferInKey("people"), ["people"]),
      (.indistinguishable(.scalar(.uuid), .scalar(.string)), ["uuid", "string"]),
      (.removesReadValues(backfill: "users.email", release: 3), ["users.email", "3"]),
      (.deletesWithoutApproval(field, .drop), ["users.email", "dropping"]),
      (.deletesWithoutBackup(field, .backfill("users.b")), ["users.email", "users.b"]),
      (.deletesWrittenAfterBackup(field, .backfill("users.b")), ["users.email", "users.b"]),
      (.duplicateBackfillName("b7"), ["b7"]), (.backfillWritesNothing("b7"), ["b7"]),
      (.backfillAfterMissingDeploy("b7", after: 9), ["b7", "9"]), (.ungatedBackfill("b7"), ["b7"]),
      (.missingReferenceTarget("people"), ["people"]), (.indexOverMissingField("by_email"), ["by_email"]),
      (.duplicateRelationName("people"), ["people"]), (.fileNotWritable("It is so."), ["It is so."]),
      (.differsFromGoal("It is so."), ["It is so."]), (.gateForMissingBackfill("b7"), ["b7"]),
      (.gateOfOtherDeploy(backfill: "b7", after: 5, gate: 9), ["b7", "5", "9"]), (.gateForLaterRelease(9), ["9"]),
      (.verifiesMissingElement(SchemaPath("users", .index("by_email"))), ["users#by_email"]),
      (.backfillNeedsMissingColumn("b7"), ["b7"]), (.deletesRowsOfMissingTable(backfill: "b7"), ["b7"]),
      (.deletesRowsOfUnlistedColumn(backfill: "b7"), ["b7"]), (.backfillNeverEnds("b7"), ["b7"]),
      (.backfillWaitsForItsOwnValues("b7"), ["b7"]), (.readsUnrelatedColumn("users", "email"), ["users.email"]),
    ]
    for (reason, names) in reasons {
      for name in names { #expect(reason.message.contains(name), "\(reason.message)") }
    }
    for reason in [Violation.Reason.duplicatesPossible(nil), .unexpectedUniqueIndex(nil)] {
      #expect(reason.message.hasSuffix("unique index "), "\(reason.message)")
    }
    // No two have one message.
    #expect(Set(reasons.map(\.0.message)).count == reasons.count)
  }
}
