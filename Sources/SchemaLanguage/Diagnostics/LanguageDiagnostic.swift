// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// The errors of the schema language, by their IDs.
///
/// The functions in the folders `Errors` have the messages.
package enum LanguageDiagnostic: String, DiagnosticKind {
  // MARK: Characters and tokens

  case fileTooLarge = "file-too-large"
  case notUTF8 = "not-utf8"
  case nulCharacter = "nul-character"
  case unexpectedCharacter = "unexpected-character"
  case nameNeedsBackticks = "name-needs-backticks"
  case badNumber = "bad-number"
  case numberOutOfRange = "number-out-of-range"
  case expectedName = "expected-name"
  case invalidEscape = "invalid-escape"
  case blockComment = "block-comment"
  case unterminatedString = "unterminated-string"
  case unterminatedName = "unterminated-name"

  // MARK: Order of tokens

  case tooManyErrors = "too-many-errors"
  case nestingTooDeep = "nesting-too-deep"
  case expectedDeclaration = "expected-declaration"
  case unexpectedToken = "unexpected-token"
  case expectedType = "expected-type"
  case expectedTable = "expected-table"
  case missingColon = "missing-colon"
  case missingComma = "missing-comma"
  case unclosedBracket = "unclosed-bracket"
  case misplacedDocComment = "misplaced-doc-comment"
  case reservedTypeName = "reserved-type-name"
  case unknownKeyword = "unknown-keyword"
  case unknownTarget = "unknown-target"

  // MARK: Types, defaults and indexes

  case doubleOptional = "double-optional"
  case optionalUnion = "optional-union"
  case misplacedOptional = "misplaced-optional"
  case leadingPipe = "leading-pipe"
  case misplacedDefault = "misplaced-default"
  case expectedDefault = "expected-default"
  case repeatedDefault = "repeated-default"
  case nullDefault = "null-default"
  case fieldBesideShapes = "field-beside-shapes"
  case expectedPaths = "expected-paths"
  case misplacedFilter = "misplaced-filter"
  case misplacedDimensions = "misplaced-dimensions"
  case missingDimensions = "missing-dimensions"
  case badDimensions = "bad-dimensions"
  case repeatedClause = "repeated-clause"

  // MARK: Attributes

  case unknownAttribute = "unknown-attribute"
  case misplacedAttribute = "misplaced-attribute"
  case duplicateAttribute = "duplicate-attribute"
  case attributeArguments = "attribute-arguments"
  case unknownStoredForm = "unknown-stored-form"
  case unknownDeleteAction = "unknown-delete-action"

  // MARK: Words of other languages

  case foreignSyntax = "foreign-syntax"
  case singleQuotes = "single-quotes"

  // MARK: Names

  case conflictingTargets = "conflicting-targets"
  case duplicateTable = "duplicate-table"
  case duplicateType = "duplicate-type"
  case duplicateField = "duplicate-field"
  case duplicateMember = "duplicate-member"
  case duplicateIndex = "duplicate-index"
  case unknownType = "unknown-type"
  case unknownTable = "unknown-table"
  case reservedName = "reserved-name"
  case storedName = "stored-name"
  case duplicateStoredName = "duplicate-stored-name"

  // MARK: Meaning of types

  case recursiveType = "recursive-type"
  case typeTooLarge = "type-too-large"
  case typeTooDeep = "type-too-deep"
  case schemaTooLarge = "schema-too-large"
  case recordKey = "record-key"
  case duplicateLiteral = "duplicate-literal"
  case shapeNotObject = "shape-not-object"
  case wasInShapes = "was-in-shapes"
  case memberWas = "member-was"
  case nullInField = "null-in-field"
  case indistinguishableMembers = "indistinguishable-members"

  // MARK: Fields

  case optionalKey = "optional-key"
  case keyType = "key-type"
  case keyCycle = "key-cycle"
  case compositeReference = "composite-reference"
  case onDeleteNotReference = "on-delete-not-reference"
  case setNullRequired = "set-null-required"
  case duplicateWas = "duplicate-was"
  case wasStillExists = "was-still-exists"
  case wasAndFrom = "was-and-from"
  case defaultType = "default-type"
  case defaultAuto = "default-auto"
  case storedForm = "stored-form"

  // MARK: Meaning of indexes

  case unknownIndexPath = "unknown-index-path"
  case indexIntoNonObject = "index-into-non-object"
  case duplicateIndexPath = "duplicate-index-path"
  case indexType = "index-type"
  case searchType = "search-type"
  case vectorType = "vector-type"
  case indexPath = "index-path"

  // MARK: External tables

  case externalTable = "external-table"
}
