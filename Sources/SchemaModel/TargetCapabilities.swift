// Part of Bellows. MIT licence: see LICENSE.

/// What a kind of database enforces by itself and can store: the only table of differences between targets.
///
///     if schema.target.capabilities.fillsDefaults { ... }
///
/// Stages check the capability that a decision depends on, never the target.
package struct TargetCapabilities: Hashable, Sendable {
  /// The name of the database in messages.
  package var displayName: String

  // MARK: Values

  /// Whether a field distinguishes a stored `null` from a missing value.
  package var storesNull: Bool
  /// Whether the keys that the database assigns are strings, so that every `id<table>` is a `string`.
  package var keysAreStrings: Bool
  /// Whether a stored value always determines its member of a union.
  package var tagsUnionMembers: Bool
  /// Whether JSON values distinguish `true` from `1`.
  package var hasBooleans: Bool

  // MARK: Work that the database does

  /// Whether the database rejects values that do not have the type of the column.
  package var checksValues: Bool
  /// Whether an insert that leaves out a column stores its default.
  package var fillsDefaults: Bool
  /// Whether the database checks references, and executes their delete actions.
  package var enforcesReferences: Bool
  /// Whether the database can keep two columns in sync on every write.
  package var syncsColumns: Bool
  /// Whether the functions of the database convert between all column forms without loss.
  package var convertsEveryForm: Bool
  /// Whether columns exist without values: a document has only the members that were written.
  package var hasColumns: Bool
  /// Whether dropping a table or a column deletes its values.
  package var dropsValues: Bool
  /// Whether an insert can give the key that the database would assign.
  package var insertsAssignedKeys: Bool
  /// Whether a column that is kept in sync has its value when the database checks the row.
  package var syncsBeforeChecks: Bool
  /// Whether the functions of the database replace literals at every path in a JSON value.
  package var replacesAtEveryPath: Bool
  /// Whether a plan can back up values before it overwrites or deletes them.
  package var hasBackups: Bool
  /// Whether tables exist without a declaration, so that a table may enter and leave the schema with its rows.
  package var hasUndeclaredTables = false
  /// Whether a deploy replaces the schema and all code in one moment, so that two versions never run side by side.
  ///
  /// An index then changes in place, under its own name.
  package var replacesCode = false
  /// Whether plans rename members inside the objects of a field.
  package var renamesMembers = false

  // MARK: Indexes

  /// Whether an index compares arrays and objects by their values.
  package var indexesNestedValues: Bool
  /// Whether a search index finds references as text.
  package var searchesReferences: Bool
  package var hasVectorIndexes: Bool
  /// The largest number of dimensions of a vector index; `nil` for that of the language.
  package var mostDimensions: Int?
  /// Whether an index is over values of any type, also over members of `any`; other values are left out of the index.
  package var indexesEveryType = false
  /// Whether the path of an index reaches every member of a JSON value, whatever its name.
  package var indexPathsReachAllNames: Bool
  /// Suffixes of the names of the objects that make up a search index.
  package var searchIndexParts: [String]

  // MARK: Names

  /// Whether a table or field may be stored under another name than the schema gives it.
  package var hasStoredNames = true
  package var nameComparison: NameComparison
  /// Whether indexes and tables share a namespace.
  package var indexesShareTableNames: Bool
  /// The prefix of table names that the database reserves.
  package var reservedTablePrefix: String?
  /// Columns that every table has.
  package var systemColumns: Set<StoredName>
  /// The largest number of columns of a table; `nil` without a limit.
  package var mostColumns: Int?
  /// The rules for names and sizes that the database checks; `nil` for databases with those above only.
  package var limits: TargetLimits?

  /// How the database compares names.
  package enum NameComparison: Hashable, Sendable {
    case bytes
    case withoutASCIICase
    /// Only this number of bytes at the beginning is compared.
    case firstBytes(Int)
  }
}

extension Target {
  package var capabilities: TargetCapabilities {
    switch self {
    case .postgresql: .postgresql
    case .sqlite: .sqlite
    case .document: .document
    case .convex: .convex
    }
  }
}

extension TargetCapabilities {
  fileprivate static let postgresql = TargetCapabilities(
    displayName: "PostgreSQL",
    storesNull: false, keysAreStrings: false, tagsUnionMembers: false, hasBooleans: true,
    checksValues: true, fillsDefaults: true, enforcesReferences: true, syncsColumns: true, convertsEveryForm: true,
    hasColumns: true, dropsValues: true, insertsAssignedKeys: true, syncsBeforeChecks: true, replacesAtEveryPath: true,
    hasBackups: true,
    indexesNestedValues: false, searchesReferences: false, hasVectorIndexes: true, mostDimensions: 2000,
    indexPathsReachAllNames: true,
    searchIndexParts: [""],
    nameComparison: .firstBytes(63), indexesShareTableNames: true, reservedTablePrefix: ReservedNames.postgresqlPrefix,
    systemColumns: ReservedNames.postgresqlColumns, mostColumns: 1600)

  fileprivate static let sqlite = TargetCapabilities(
    displayName: "SQLite",
    storesNull: false, keysAreStrings: false, tagsUnionMembers: false, hasBooleans: false,
    checksValues: true, fillsDefaults: true, enforcesReferences: true, syncsColumns: true, convertsEveryForm: false,
    hasColumns: true, dropsValues: true, insertsAssignedKeys: true, syncsBeforeChecks: false,
    replacesAtEveryPath: false, hasBackups: true,
    indexesNestedValues: false, searchesReferences: false, hasVectorIndexes: false, indexPathsReachAllNames: false,
    searchIndexParts: ["", "_config", "_content", "_data", "_docsize", "_idx", "_rows"],
    nameComparison: .withoutASCIICase, indexesShareTableNames: true, reservedTablePrefix: ReservedNames.sqlitePrefix,
    systemColumns: [], mostColumns: 2000)

  fileprivate static let document = TargetCapabilities(
    displayName: "a document store",
    storesNull: true, keysAreStrings: false, tagsUnionMembers: true, hasBooleans: true,
    checksValues: false, fillsDefaults: false, enforcesReferences: false, syncsColumns: false, convertsEveryForm: true,
    hasColumns: false, dropsValues: false, insertsAssignedKeys: false, syncsBeforeChecks: true,
    replacesAtEveryPath: true, hasBackups: false,
    indexesNestedValues: true, searchesReferences: true, hasVectorIndexes: true, indexPathsReachAllNames: true,
    searchIndexParts: [""],
    nameComparison: .bytes, indexesShareTableNames: false, reservedTablePrefix: nil, systemColumns: [])

  /// A document store whose keys are strings, and whose deploys replace schema and code together.
  fileprivate static let convex = {
    var capabilities = document
    capabilities.displayName = "Convex"
    capabilities.keysAreStrings = true
    capabilities.hasUndeclaredTables = true
    capabilities.replacesCode = true
    capabilities.renamesMembers = true
    capabilities.hasStoredNames = false
    capabilities.mostColumns = 1024
    capabilities.indexesEveryType = true
    capabilities.systemColumns = ReservedNames.convexColumns
    capabilities.limits = .convex
    return capabilities
  }()
}
