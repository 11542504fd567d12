// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension Violation {
  /// The problem; each reason belongs to one invariant.
  package enum Reason: Hashable, Sendable {
    // I1
    case rowMayNotFit
    case rowFitUndecided
    case duplicatesPossible(IndexName?)
    case keyChanges
    case vectorsNotCounted(dimensions: Int)

    // I2
    case writesMissingColumn
    case writeRejected
    case writeUndecided
    case writesUnequalValues(to: ColumnID)
    case cannotSync(ColumnID)
    case syncRejected(from: ColumnID)
    case syncUndecided
    case usesMissingTable
    case leavesMissingColumnToDefault
    case syncedAfterNotNull
    case defaultRejected
    case missingDefault
    case missingRequiredValue
    case copiedRowLacksValue
    case unexpectedDeleteAction(DeleteAction)
    case unexpectedUniqueIndex(IndexName?)
    case storedFormChanges
    case backfillRejected(backfill: String)
    case backfillDuplicates(backfill: String, IndexName?)

    // I3
    case readsMissingColumn
    case unreadable
    case readUndecided
    case queriesMissingIndex
    case queriesPreviousIndex

    // I4
    case readsStale(LogicalField)
    case readsStaleRows
    case defaultHidesSyncedValue(of: ColumnID)
    case convertedRowsUnknown(backfill: String)
    case overwritesCurrentValues(backfill: String)
    case convertedLiteralUnknown
    case copiesStale(backfill: String, LogicalField, from: ColumnID)
    case syncedTablesDifferInKey(StoredName)
    case indistinguishable(ValueType, ValueType)

    // I5
    case tableNotEmpty
    case columnNotEmpty
    case removesReadValues(backfill: String, release: Int)
    case deletesWithoutApproval(LogicalField, Deletion)
    case deletesWithoutBackup(LogicalField, Deletion)
    case deletesWrittenAfterBackup(LogicalField, Deletion)

    // The plan itself.
    case unlistedColumn
    case unlistedTable
    case tooManyDeploys
    case misnumberedDeploys
    case stepWithoutChange
    case schemaOnlyDeployChangesCode
    case releaseWithoutChange
    case duplicateBackfillName(String)
    case backfillWritesNothing(String)
    case backfillAfterMissingDeploy(String, after: Int)
    case ungatedBackfill(String)
    case missingReferenceTarget(TableName)
    case indexOverMissingField(IndexName)
    case fieldsShareColumn
    case duplicateRelationName(StoredName)
    case fileDiffers
    case fileNotWritable(String)
    case differsFromGoal(String)
    case gateForMissingBackfill(String)
    case gateOfOtherDeploy(backfill: String, after: Int, gate: Int)
    case gateForLaterRelease(Int)
    case backsUpMissingColumn
    case verifiesMissingElement(SchemaPath)
    case backfillNeedsMissingColumn(String)
    case deletesRowsOfMissingTable(backfill: String)
    case deletesRowsOfUnlistedColumn(backfill: String)
    case backfillNeverEnds(String)
    case backfillWaitsForItsOwnValues(String)
    case targetChanges
    case readsUnrelatedColumn(TableName, FieldName)
    case reliesOnDroppedUnique
    case lastCodeDoesNotRead
    case lastCodeWritesLess
  }

  /// How a plan deletes values of a column.
  package enum Deletion: Hashable, Sendable {
    case drop
    case backfill(String)
  }
}

extension Violation.Reason {
  package var invariant: Invariant {
    switch self {
    case .rowMayNotFit, .rowFitUndecided, .duplicatesPossible, .keyChanges, .vectorsNotCounted: .rowsFit
    case .writesMissingColumn, .writeRejected, .writeUndecided, .writesUnequalValues, .cannotSync, .syncRejected,
      .syncUndecided, .usesMissingTable, .leavesMissingColumnToDefault, .syncedAfterNotNull, .defaultRejected,
      .missingDefault, .missingRequiredValue, .copiedRowLacksValue, .unexpectedDeleteAction, .unexpectedUniqueIndex,
      .storedFormChanges,
      .backfillRejected, .backfillDuplicates:
      .writesAccepted
    case .readsMissingColumn, .unreadable, .readUndecided, .queriesMissingIndex, .queriesPreviousIndex: .rowsReadable
    case .readsStale, .readsStaleRows, .defaultHidesSyncedValue, .convertedRowsUnknown, .overwritesCurrentValues,
      .convertedLiteralUnknown, .copiesStale, .syncedTablesDifferInKey, .indistinguishable:
      .nothingStale
    case .tableNotEmpty, .columnNotEmpty, .removesReadValues, .deletesWithoutApproval, .deletesWithoutBackup,
      .deletesWrittenAfterBackup:
      .nothingLost
    case .unlistedColumn, .unlistedTable, .tooManyDeploys, .misnumberedDeploys, .stepWithoutChange,
      .schemaOnlyDeployChangesCode, .releaseWithoutChange, .duplicateBackfillName, .backfillWritesNothing,
      .backfillAfterMissingDeploy, .ungatedBackfill, .missingReferenceTarget, .indexOverMissingField,
      .fieldsShareColumn, .duplicateRelationName, .fileDiffers, .fileNotWritable, .differsFromGoal,
      .gateForMissingBackfill, .gateOfOtherDeploy, .gateForLaterRelease, .backsUpMissingColumn,
      .verifiesMissingElement, .backfillNeedsMissingColumn, .deletesRowsOfMissingTable, .deletesRowsOfUnlistedColumn,
      .backfillNeverEnds, .backfillWaitsForItsOwnValues, .targetChanges, .readsUnrelatedColumn, .reliesOnDroppedUnique,
      .lastCodeDoesNotRead, .lastCodeWritesLess:
      .wellFormed
    }
  }
}
