// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// A duty in words: for a line, and for a paragraph.
struct DutyWording {
  /// Who does it.
  enum Actor: String { case code, store }

  var actor: Actor
  /// After the actor and before a list of subjects: `always writes`.
  var phrase: String
  /// What happens to the store.
  var store: String
  /// What the code that is released must do.
  var code: String
  /// What would go wrong otherwise.
  var why: String
}

extension Duty {
  /// The one place that says what a duty is.
  var wording: DutyWording {
    switch self {
    case .introduce:
      DutyWording(
        actor: .code, phrase: "may use", store: "It is there, empty or with its default.",
        code: "May use it from this release on.", why: "No older code knows it, so nobody is surprised.")
    case .build:
      DutyWording(
        actor: .store, phrase: "gets", store: "It is there.", code: "Nothing has to change.",
        why: "It promises nothing that rows or running code could break.")
    case .readWide:
      DutyWording(
        actor: .code, phrase: "reads every value, writes only old ones", store: "It accepts the new values too.",
        code: "Reads every value of the new type, and originates only old ones; what it read it may hand back.",
        why: "Code of the release before still runs, and cannot read a new value.")
    case .writeWide:
      DutyWording(
        actor: .code, phrase: "may write every value", store: "Nothing changes.", code: "May write the new values.",
        why: "All running code can read them by now.")
    case .writeAndFallBack:
      DutyWording(
        actor: .code, phrase: "always writes, and reads with a fallback",
        store: "It is there, and may be without a value.",
        code: "Writes a value in every insert, and has an answer for rows without one.",
        why: "Stored rows have none yet, and code of the release before still inserts rows without one.")
    case .writeOnlyNew:
      DutyWording(
        actor: .code, phrase: "writes only new values, still reads old ones", store: "Nothing changes.",
        code: "Originates only values of the new type, and still reads the old ones.",
        why: "Rows can be mended for good only when nobody writes old values any more.")
    case .readBothWriteOld:
      DutyWording(
        actor: .code, phrase: "reads old and new, writes old", store: "It accepts old and new values.",
        code: "Reads both, and writes old values.",
        why: "Code of the release before still runs, and cannot read a new value.")
    case .readBothWriteNew:
      DutyWording(
        actor: .code, phrase: "reads old and new, writes new", store: "Nothing changes.",
        code: "Reads both, and writes new values.", why: "All running code can read the new values by now.")
    case .strict:
      DutyWording(
        actor: .code, phrase: "counts on", store: "It accepts only the new type.",
        code: "Reads and writes only the new type; fallbacks can go.",
        why: "Every row fits, and all running code writes only what fits.")
    case .writeBothReadOld:
      DutyWording(
        actor: .code, phrase: "writes old and new, reads the old", store: "The second one is there, and may be empty.",
        code: "Writes both, always together, and reads the old one.",
        why: "Code of the release before updates only the old one: reading the new one now could read a stale copy.")
    case .writeBothReadWide:
      DutyWording(
        actor: .code, phrase: "writes old and new, reads every value from the old",
        store: "The second one is there, and may be empty.",
        code: "Writes both, always together, and originates only old values; reads the old one, and every value of the "
          + "new type there.",
        why: "Code of the release before updates only the old one, and cannot read a new value.")
    case .writeBothReadNew:
      DutyWording(
        actor: .code, phrase: "writes old and new, reads the new", store: "It demands the new one.",
        code: "Writes both, always together, and reads the new one.",
        why: "All running code keeps the new one up to date, and some of it still reads the old one.")
    case .useOnlyNew:
      DutyWording(
        actor: .code, phrase: "uses only the new one", store: "It no longer demands the old one.",
        code: "Reads and writes only the new one.", why: "No running code reads the old one any more.")
    case .keepInStep:
      DutyWording(
        actor: .store, phrase: "keeps both in step", store: "The second one is there, and triggers keep both equal.",
        code: "Nothing has to change.", why: "Whichever is written, both copies are true: code can switch at once.")
    case .switchOver:
      DutyWording(
        actor: .code, phrase: "uses the new one alone", store: "It keeps both in step.",
        code: "Reads and writes the new one, and never names the old one.",
        why: "Code of the release before still uses the old one, and the store carries each write over.")
    case .stopReading:
      DutyWording(
        actor: .code, phrase: "stops reading, still writes", store: "Nothing changes.",
        code: "No longer reads it, and still writes it as before.",
        why: "Code of the release before still reads it in every row, new rows included.")
    case .stopWriting:
      DutyWording(
        actor: .code, phrase: "stops writing", store: "It no longer demands a value.", code: "No longer writes it.",
        why: "No running code reads it any more.")
    case .stopUsing:
      DutyWording(
        actor: .code, phrase: "stops using", store: "Nothing changes.", code: "Neither reads nor writes it.",
        why: "It can be dropped only when no running code names it.")
    case .relax:
      DutyWording(
        actor: .code, phrase: "no longer counts on", store: "It no longer enforces the promise.",
        code: "No longer counts on the promise, nor names it in an upsert.",
        why: "Every stored row is still allowed; code that upserts by it fails once it is gone.")
    case .respect:
      DutyWording(
        actor: .code, phrase: "is ready for", store: "Nothing changes.",
        code: "Writes nothing that breaks the promise, and expects to be refused where it does.",
        why: "The store can enforce it only when no running code breaks it.")
    case .enforce:
      DutyWording(
        actor: .store, phrase: "enforces", store: "It enforces the promise.", code: "Nothing has to change.",
        why: "No row breaks it, and no running code writes one that does.")
    case .drop:
      DutyWording(
        actor: .store, phrase: "drops", store: "It is gone, with what it held.", code: "Nothing has to change.",
        why: "No running code names it any more.")
    }
  }
}
