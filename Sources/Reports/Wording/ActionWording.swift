// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// The wording of an action, for a line and for a paragraph.
struct ActionWording {
  /// Who performs it.
  enum Actor: String { case code, store }

  var actor: Actor
  /// The text between the actor and the subjects: `always writes`.
  var phrase: String
  /// What happens to the store; `{old}` and `{new}` stand for columns.
  var store: String
  /// What the released code must do.
  var code: String
  /// Why it is needed or safe.
  var why: String
}

extension Action {
  var wording: ActionWording {
    switch self {
    case .introduce:
      ActionWording(
        actor: .code, phrase: "may use", store: "It exists, empty or with its default.",
        code: "May use it from this release on.", why: "No running code uses it yet.")
    case .build:
      ActionWording(
        actor: .store, phrase: "gets", store: "It exists.", code: "No change.",
        why: "It adds no constraint that rows or running code could violate.")
    case .readWide:
      ActionWording(
        actor: .code, phrase: "reads every value, writes only old ones", store: "It also accepts the new values.",
        code: "Reads every value of the new type, and creates only old values; it may write back values that it read.",
        why: "Code of the previous release still runs, and cannot read a new value.")
    case .writeWide:
      ActionWording(
        actor: .code, phrase: "may write every value", store: "No change.", code: "May write the new values.",
        why: "All running code can read the new values.")
    case .writeAndFallBack:
      ActionWording(
        actor: .code, phrase: "always writes, and reads with a fallback",
        store: "It exists, and rows may have no value.",
        code: "Writes a value in every insert, and uses a fallback for rows without a value.",
        why: "Existing rows have no value yet, and code of the previous release still inserts rows without one.")
    case .writeOnlyNew:
      ActionWording(
        actor: .code, phrase: "writes only new values, still reads old ones", store: "No change.",
        code: "Creates only values of the new type, and still reads the old ones.",
        why: "Rows can be converted only after no running code writes old values.")
    case .readBothWriteOld:
      ActionWording(
        actor: .code, phrase: "reads old and new, writes old", store: "It accepts old and new values.",
        code: "Reads both, and writes old values.",
        why: "Code of the previous release still runs, and cannot read a new value.")
    case .readBothWriteNew:
      ActionWording(
        actor: .code, phrase: "reads old and new, writes new", store: "No change.",
        code: "Reads both, and writes new values.", why: "All running code can read the new values.")
    case .strict:
      ActionWording(
        actor: .code, phrase: "relies on", store: "It accepts only the new type.",
        code: "Reads and writes only the new type; fallbacks can be deleted.",
        why: "Every row has a valid value, and all running code writes only valid values.")
    case .writeBothReadOld:
      ActionWording(
        actor: .code, phrase: "writes old and new, reads the old", store: "It adds {new}, which may be empty.",
        code: "Writes {new} together with {old}, and reads {old}.",
        why: "Code of the previous release writes only {old}, so {new} may be stale.")
    case .writeBothReadWide:
      ActionWording(
        actor: .code, phrase: "writes old and new, reads every value from the old",
        store: "It adds {new}, which may be empty.",
        code: "Writes {new} together with {old}, and creates only old values; reads {old}, which may hold every value "
          + "of the new type.",
        why: "Code of the previous release writes only {old}, and cannot read a new value.")
    case .writeBothReadNew:
      ActionWording(
        actor: .code, phrase: "writes old and new, reads the new", store: "It requires {new}.",
        code: "Writes {new} together with {old}, and reads {new}.",
        why: "All running code writes {new}, and some of it still reads {old}.")
    case .useOnlyNew:
      ActionWording(
        actor: .code, phrase: "uses only the new one", store: "It no longer requires {old}.",
        code: "Reads and writes only {new}.", why: "No running code reads {old}.")
    case .replaceOnWrite:
      ActionWording(
        actor: .code, phrase: "reads either, and replaces the old one when it writes",
        store: "It requires neither {old} nor {new}.",
        code: "Reads {new} and, without a value there, {old}; each write stores {new} and removes {old}.",
        why: "Only this code runs, so a value is either in {new} or in {old}.")
    case .keepInSync:
      ActionWording(
        actor: .store, phrase: "keeps both in sync", store: "It adds {new}, and triggers keep {old} and {new} in sync.",
        code: "No change.",
        why: "Triggers copy every later write, and the backfill copies the rows before; then code can switch.")
    case .switchOver:
      ActionWording(
        actor: .code, phrase: "uses only", store: "It keeps {old} and {new} in sync.",
        code: "Reads and writes only {new}, and never names {old}.",
        why: "Code of the previous release still uses {old}; the store copies each write.")
    case .stopReading:
      ActionWording(
        actor: .code, phrase: "stops reading, still writes", store: "No change.",
        code: "No longer reads it, and still writes it as before.",
        why: "Code of the previous release still reads it in every row, including new rows.")
    case .stopWriting:
      ActionWording(
        actor: .code, phrase: "stops writing", store: "It no longer requires a value.", code: "No longer writes it.",
        why: "No running code reads it.")
    case .stopUsing:
      ActionWording(
        actor: .code, phrase: "stops using", store: "No change.", code: "Neither reads nor writes it.",
        why: "It can be dropped only after no running code uses it.")
    case .relax:
      ActionWording(
        actor: .code, phrase: "no longer relies on", store: "It no longer enforces the constraint.",
        code: "No longer relies on the constraint, and does not name it in an upsert.",
        why: "Every stored row is still valid; code that upserts by the constraint fails once it is dropped.")
    case .respect:
      ActionWording(
        actor: .code, phrase: "is ready for", store: "No change.",
        code: "Writes nothing that violates the constraint, and handles rejected writes.",
        why: "The store can enforce it only when no running code violates it.")
    case .enforce:
      ActionWording(
        actor: .store, phrase: "enforces", store: "It enforces the constraint.", code: "No change.",
        why: "No row violates it, and no running code writes one that does.")
    case .drop:
      ActionWording(
        actor: .store, phrase: "drops", store: "It is dropped with its contents.", code: "No change.",
        why: "No running code uses it.")
    }
  }
}

extension DeployFacts.Group {
  /// The wording of its action; with the names of the columns, if it is about an old one and a new one.
  var wording: ActionWording {
    let columns = subjects.compactMap(\.columns)
    // Of several changes with other sources, a list would not say which belongs to which.
    let isOneChange = columns.count == subjects.count && Set(columns.map(\.old)).count == 1
    let (old, new) =
      isOneChange
      ? (listed(columns.flatMap(\.old)), listed(columns.map(\.new))) : ("the old one", "the new one")
    func naming(_ text: String) -> String { text.replacing("{old}", with: old).replacing("{new}", with: new) }
    let wording = action.wording
    return ActionWording(
      actor: wording.actor, phrase: wording.phrase, store: naming(wording.store), code: naming(wording.code),
      why: naming(wording.why))
  }

  /// Each name once, in its order.
  private func listed(_ names: [String]) -> String {
    var codes: [String] = []
    for name in names.map({ Markdown.code($0) }) where !codes.contains(name) { codes.append(name) }
    return codes.listed
  }
}
