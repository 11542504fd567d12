// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension Violation.Reason {
  /// One sentence about the column, table or index that the violation names.
  package var message: String {
    switch self {
    // I1
    case .rowMayNotFit: "a stored row may hold a value that the database does not allow"
    case .rowFitUndecided: "it cannot be decided whether the database allows every stored value"
    case .duplicatesPossible(let index): "stored rows may contain duplicates for the unique index \(text(index))"
    case .keyChanges: "the key of a table with rows changes"
    case .vectorsNotCounted(let dimensions):
      "stored vectors may have \(dimensions) dimensions, and no gate has counted them"

    // I2
    case .writesMissingColumn: "running code writes a column that the database does not have"
    case .writeRejected: "running code writes a value that the database rejects"
    case .writeUndecided: "it cannot be decided whether the database accepts every value that code writes"
    case .writesUnequalValues(let other):
      "running code writes this column and its synchronised column \(other), and may write unequal values"
    case .cannotSync(let other): "the database cannot synchronise \(other) with every value that code writes"
    case .syncRejected(let source): "the database rejects a value that it copies from \(source)"
    case .syncUndecided: "it cannot be decided whether the database accepts every value that it copies"
    case .usesMissingTable: "running code uses a table that the database does not have"
    case .leavesMissingColumnToDefault:
      "running code relies on the default of a column that the database does not have"
    case .syncedAfterNotNull:
      "an insert leaves this required column to its sync trigger, which runs after the NOT NULL check"
    case .defaultRejected: "the database rejects the default of this column"
    case .missingDefault: "running code relies on a default that the database does not have"
    case .missingRequiredValue: "running code inserts rows without a value, and the database requires one"
    case .copiedRowLacksValue:
      "rows are copied into this table without a value in this column, and the database requires one"
    case .unexpectedDeleteAction(let action):
      "running code does not expect \(action.rawValue) when the referenced row is deleted"
    case .unexpectedUniqueIndex(let index): "running code does not expect rejections by the unique index \(text(index))"
    case .storedFormChanges: "the database would store it in another form, which running code does not know"
    case .backfillRejected(let backfill): "the database rejects a value that the backfill \(backfill) writes"
    case .backfillDuplicates(let backfill, let index):
      "the backfill \(backfill) writes one value to all rows, which the unique index \(text(index)) rejects"

    // I3
    case .readsMissingColumn: "running code reads a column that the database does not have"
    case .unreadable: "running code cannot read a value that may be stored"
    case .readUndecided: "it cannot be decided whether running code can read every value that may be stored"
    case .queriesMissingIndex: "running code queries an index that the database does not have"
    case .queriesPreviousIndex: "code from before the plan queries the previous definition of this index"

    // I4
    case .readsStale(let field): "running code reads \(field) from a column that may be stale"
    case .readsStaleRows: "running code reads a table that may lack rows, or contain deleted ones"
    case .defaultHidesSyncedValue(let other):
      "its default replaces the value that code writes only to the synchronised column \(other)"
    case .convertedRowsUnknown(let backfill):
      "the backfill \(backfill) cannot distinguish converted rows from unconverted ones"
    case .overwritesCurrentValues(let backfill):
      "the backfill \(backfill) overwrites values that the goal allows, and cannot determine whether they are current"
    case .convertedLiteralUnknown: "a stored value may be an old value to convert or a new value"
    case .copiesStale(let backfill, let field, let source):
      "the backfill \(backfill) copies \(field) from \(source), which may be stale"
    case .syncedTablesDifferInKey(let original): "its rows are synchronised with \(original), which has another key"
    case .indistinguishable(let one, let other): "stored values of \(one) and \(other) cannot be distinguished"

    // I5
    case .tableNotEmpty: "the schema no longer has this table, but its rows are still stored"
    case .columnNotEmpty: "the schema no longer has this column, but rows still hold values in it"
    case .removesReadValues(let backfill, let release):
      "the backfill \(backfill) removes values that running code of release \(release) reads"
    case .deletesWithoutApproval(let field, let deletion):
      "\(deletion.subject) deletes \(field), and no change of the plan is marked `deletes-data` for it"
    case .deletesWithoutBackup(let field, let deletion): "\(deletion.subject) deletes \(field) without a backup"
    case .deletesWrittenAfterBackup(let field, let deletion):
      "\(deletion.subject) deletes values of \(field) that may be written after the backup"

    // The plan itself.
    case .unlistedColumn: "no code version says how it uses this new column"
    case .unlistedTable: "no code version says whether it uses this new table"
    case .tooManyDeploys: "a plan has at most four deploys"
    case .misnumberedDeploys: "deploys are numbered from 1 without gaps"
    case .stepWithoutChange: "a step belongs to a change that the plan does not have"
    case .schemaOnlyDeployChangesCode: "a schema-only deploy changes the code version"
    case .releaseWithoutChange: "a release has the code of the deploy before, and no step"
    case .duplicateBackfillName(let name): "two backfills are called \(name)"
    case .backfillWritesNothing(let name): "the backfill \(name) writes nothing"
    case .backfillAfterMissingDeploy(let name, let after):
      "the backfill \(name) runs after deploy \(after), which does not exist"
    case .ungatedBackfill(let name): "no gate waits for the backfill \(name)"
    case .missingReferenceTarget(let table): "it references the table \(table), which does not exist"
    case .indexOverMissingField(let index): "the index \(index) covers a field that does not exist"
    case .fieldsShareColumn: "two fields are stored in one column"
    case .duplicateRelationName(let name): "two tables or indexes would be stored as \(name)"
    case .fileDiffers: "its schema differs from the schema file that is written for it"
    case .fileNotWritable(let reason): "its schema cannot be written as a file: \(reason)"
    case .differsFromGoal(let difference): difference
    case .gateForMissingBackfill(let name): "a gate waits for the backfill \(name), which does not exist"
    case .gateOfOtherDeploy(let backfill, let after, let gate):
      "the backfill \(backfill) runs after deploy \(after), but its gate belongs to deploy \(gate)"
    case .gateForLaterRelease(let number): "a gate waits for the release of deploy \(number), which is not earlier"
    case .backsUpMissingColumn: "a gate backs up a column that the database does not have"
    case .verifiesMissingElement(let path): "a gate verifies \(path), which the deploy's schema does not have"
    case .backfillNeedsMissingColumn(let name): "the backfill \(name) needs a column that the database does not have"
    case .deletesRowsOfMissingTable(let backfill):
      "the backfill \(backfill) deletes the rows of a table that the database does not have"
    case .deletesRowsOfUnlistedColumn(let backfill):
      "the backfill \(backfill) deletes rows, but does not list this column as a target"
    case .backfillNeverEnds(let name): "the backfill \(name) never ends: rows that it has written are pending again"
    case .backfillWaitsForItsOwnValues(let name):
      "the backfill \(name) never ends: it writes values, and waits until the column has none"
    case .targetChanges: "a plan cannot change the target"
    case .readsUnrelatedColumn(let table, let field):
      "code reads \(table).\(field) from a column that does not hold it"
    case .reliesOnDroppedUnique: "the code of the last deploy relies on a unique index that the goal does not have"
    case .lastCodeDoesNotRead: "the code of the last deploy does not read it"
    case .lastCodeWritesLess: "the code of the last deploy cannot write every value that the goal allows"
    }
  }

  private func text(_ index: IndexName?) -> String { index?.text ?? "" }
}

extension Violation.Deletion {
  fileprivate var subject: String {
    switch self {
    case .drop: "dropping the column"
    case .backfill(let name): "the backfill \(name)"
    }
  }
}
