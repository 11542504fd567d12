// The bodies of 2026-03-01-locales: yours. Bellows wrote this file once and never will again.
import Bellows

extension Locales {
  /// notes.words: the new value, from the row as it is.
  static func notesWords(_ row: NotesBefore, _ rows: Rows) throws -> NotesWords {
    NotesWords(words: Int64(row.body.split(separator: " ").count))
  }

  /// people.locale: the new value, from the row as it is.
  static func peopleLocale(_ row: PeopleBefore, _ rows: Rows) async throws -> PeopleLocale {
    PeopleLocale(locale: row.email.hasSuffix(".de") ? "de" : "en")
  }
}
