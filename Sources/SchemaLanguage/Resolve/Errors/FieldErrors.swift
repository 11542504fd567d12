// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Errors in the keys, references, history, default and storage of a field.
extension Diagnostic {
  static func optionalKey(_ name: FieldName, _ mark: SourceRange) -> Diagnostic {
    Diagnostic(
      .optionalKey, "a key always has a value; remove the '?' of '\(shown(name.text))'", range: mark,
      fixIts: [FixIt("remove '?'", range: mark, replacement: "")])
  }

  static func keyType(_ field: Field, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .keyType,
      "a key is an int, string, uuid, id<table>, date or timestamp, not \(shown(field.type.value.description))",
      range: range)
  }

  static func keyCycle(_ tables: [TableName], _ range: SourceRange) -> Diagnostic {
    let names = (tables + tables.prefix(1)).map { shown($0.text) }
    let shownNames = names.count <= 9 ? names : Array(names.prefix(8)) + ["..."]
    return Diagnostic(
      .keyCycle,
      "the keys of these tables depend on each other: \(shownNames.joined(separator: " -> ")); give one of them a key that is not an 'id<...>'",
      range: range)
  }

  static func compositeReference(_ name: NameSyntax, declared: SourceRange) -> Diagnostic {
    Diagnostic(
      .compositeReference,
      "an 'id<...>' holds one value, and the key of '\(shown(name.text))' has several fields; give that table a single key, or repeat its key fields here",
      range: name.range, notes: [Note("the table is here", range: declared)])
  }

  static func onDeleteNotReference(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .onDeleteNotReference, "'@onDelete' belongs to a field that is an 'id<table>'; remove it", range: range,
      fixIts: [FixIt("remove it", range: range, replacement: "")])
  }

  static func setNullRequired(_ name: FieldName, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .setNullRequired,
      "'\(shown(name.text))' is required, so '@onDelete(setNull)' cannot clear it; write '?' after its type, or choose cascade or restrict",
      range: range)
  }

  static func duplicateWas(_ old: String, _ range: SourceRange, first: SourceRange) -> Diagnostic {
    Diagnostic(
      .duplicateWas, "'\(shown(old))' is already named as a previous name or a source; keep one", range: range,
      notes: [Note("the first is here", range: first)])
  }

  static func memberStillExists(_ old: NameSyntax, declared: SourceRange) -> Diagnostic {
    Diagnostic(
      .wasStillExists, "'\(shown(old.text))' is still a member, so nothing was renamed from it; remove it from '@was'",
      range: old.range, notes: [Note("it is declared here", range: declared)])
  }

  static func wasStillExists(_ old: String, _ range: SourceRange, declared: SourceRange) -> Diagnostic {
    Diagnostic(
      .wasStillExists,
      "\(old) still exists, so nothing was renamed from it; remove it from '@was', or copy its values with '@from'",
      range: range, notes: [Note("it is declared here", range: declared)])
  }

  static func wasAndFrom(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .wasAndFrom, "a field is either renamed or computed; keep '@was' or '@from'", range: range,
      fixIts: [FixIt("remove '@was'", range: range, replacement: "")])
  }

  static func defaultType(_ value: DefaultSyntax, _ field: Field) -> Diagnostic {
    let type = shown(field.type.value.description)
    let problem =
      switch value.kind {
      case .literal(let literal): "\(shown(literal.description)) is not a value of \(type)"
      case .emptyArray: "[] is for arrays, and this field is \(type)"
      case .emptyObject: "{} is for records and for objects whose members may all be missing, and this field is \(type)"
      case .now: "'now' is for timestamp and date, and this field is \(type)"
      case .uuid: "'uuid' is for uuid, and this field is \(type)"
      case .auto: "'auto' is for the int key of a table, and this field is \(type)"
      }
    return Diagnostic(.defaultType, problem + "; write a default of the field's type", range: value.range)
  }

  static func defaultAuto(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .defaultAuto, "'auto' is for the int key of a table, when that is its only '@key'", range: range)
  }

  static func unstorableLiteral(_ literal: Literal, _ form: StoredForm, _ range: SourceRange?) -> Diagnostic {
    let advice = form.bound == nil ? "remove '@stored'" : "write a larger form"
    return Diagnostic(
      .storedForm, "a column '\(form)' cannot store \(shown(literal.description)); \(advice)", range: range)
  }

  static func indexOverStored(_ form: StoredForm, _ index: IndexName, _ range: SourceRange?) -> Diagnostic {
    Diagnostic(
      .storedForm,
      "the index '\(shown(index.text))' cannot be over a column '\(form)'; remove '@stored' or the index", range: range)
  }

  static func storedForm(
    _ form: StoredForm, _ type: ValueType, _ target: Target, others: [StoredForm], _ range: SourceRange?
  ) -> Diagnostic {
    let list = others.map { "@stored(\($0))" }.joined(separator: " or ")
    return Diagnostic(
      .storedForm,
      "\(target.displayName) has no other form '\(form)' for \(shown(type.description)); "
        + (others.isEmpty ? "remove '@stored'" : "remove '@stored' or write \(list)"),
      range: range, fixIts: [FixIt("remove it", range: range, replacement: "")])
  }
}
