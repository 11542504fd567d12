// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Errors in names: duplicate, unknown or reserved.
extension Diagnostic {
  static func conflictingTargets(_ first: TargetSyntax, _ second: TargetSyntax) -> Diagnostic {
    Diagnostic(
      .conflictingTargets,
      "the target is '\(first.target.rawValue)' elsewhere in this schema and '\(second.target.rawValue)' here; keep one",
      range: second.range, notes: [Note("the other is here", range: first.range)],
      fixIts: [FixIt("remove this one", range: second.range, replacement: "")])
  }

  /// What a schema declares by a name.
  enum Declared: String {
    case table, type, field, member, index
  }

  static func duplicate(_ what: Declared, _ name: NameSyntax, first: SourceRange) -> Diagnostic {
    let kind: LanguageDiagnostic =
      switch what {
      case .table: .duplicateTable
      case .type: .duplicateType
      case .field: .duplicateField
      case .member: .duplicateMember
      case .index: .duplicateIndex
      }
    return Diagnostic(
      kind, "there is already a \(what.rawValue) '\(shown(name.text))'; rename one of them, or remove it",
      range: name.range, notes: [Note("the first is here", range: first)])
  }

  static func unknownType(_ name: NameSyntax, guess: String?) -> Diagnostic {
    if let familiar = FamiliarWord.type(name.text) {
      return Diagnostic(
        .unknownType, "there is no type '\(shown(name.text))'" + familiar.messageEnd, range: name.range,
        fixIts: familiar.fixIts(name.range))
    }
    return Diagnostic(
      .unknownType,
      "there is no type '\(shown(name.text))'"
        + (guess.map { "; did you mean '\($0)'?" } ?? "; declare it with 'type \(shown(name.text.spelledAsName)) = ...'"),
      range: name.range, fixIts: replacement(guess, name.range))
  }

  static func tableAsType(_ name: NameSyntax) -> Diagnostic {
    let reference = "id<\(name.text.spelledAsName)>"
    return Diagnostic(
      .unknownType, "'\(shown(name.text))' is a table; a reference to a row of it is \(shown(reference))",
      range: name.range, fixIts: [FixIt("write \(shown(reference))", range: name.range, replacement: reference)])
  }

  static func unknownTable(_ name: NameSyntax, guess: String?) -> Diagnostic {
    Diagnostic(
      .unknownTable,
      "there is no table '\(shown(name.text))'"
        + (guess.map { "; did you mean '\($0)'?" } ?? "; declare it, or name one that exists"),
      range: name.range, fixIts: replacement(guess, name.range))
  }

  static func reservedName(_ name: NameSyntax, _ what: String) -> Diagnostic {
    Diagnostic(
      .reservedName,
      "names that begin with '\(ReservedNames.prefix)' are reserved for Bellows; choose another name for this \(what)",
      range: name.range)
  }

  static func assignedKeyName(_ name: NameSyntax) -> Diagnostic {
    Diagnostic(
      .reservedName,
      "'\(shown(name.text))' is the key that the database assigns to a table without '@key'; rename this field or mark it '@key'",
      range: name.range)
  }

  static func reservedStoredName(_ thing: StoredThing, _ target: Target) -> Diagnostic {
    let attribute = thing.kind == .table ? "@table" : "@column"
    return Diagnostic(
      .reservedName,
      "\(target.displayName) reserves the name '\(shown(thing.stored.text))'; store this \(thing.kind.rawValue) under another name with \(attribute)(\"...\")",
      range: thing.range)
  }

  static func storedName(_ range: SourceRange, _ what: String) -> Diagnostic {
    Diagnostic(
      .storedName, "the stored name of a \(what) needs at least one character and must not contain U+0000",
      range: range)
  }

  static func duplicateStoredName(_ thing: StoredThing, first: StoredThing, _ target: Target) -> Diagnostic {
    let reason =
      if thing.stored == first.stored {
        ""
      } else {
        switch target.capabilities.nameComparison {
        case .withoutASCIICase: ", because \(target.displayName) ignores the case of letters"
        case .firstBytes(let count): ", because \(target.displayName) compares only the first \(count) bytes"
        case .bytes: ""
        }
      }
    let advice =
      switch thing.kind {
      case .table: "rename one, or give it another stored name with @table(\"...\")"
      case .field: "rename one, or give it another stored name with @column(\"...\")"
      case .index:
        "rename the index; its stored name begins with that of its table, and indexes and tables share a namespace"
      }
    return Diagnostic(
      .duplicateStoredName,
      "the \(thing.kind.rawValue) '\(shown(thing.name))' and the \(first.kind.rawValue) '\(shown(first.name))' are both stored as '\(shown(thing.stored.text))'\(reason); \(advice)",
      range: thing.range, notes: [Note("the other is here", range: first.range)])
  }

  private static func replacement(_ guess: String?, _ range: SourceRange) -> [FixIt] {
    guess.map { [FixIt("write '\($0)'", range: range, replacement: $0.spelledAsName)] } ?? []
  }
}

extension Target {
  /// The name of the database in messages.
  package var displayName: String { capabilities.displayName }
}
