// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsGRDB
import GRDB

/// What a release of the app does with the rows of one table: all that differs from one release to the next.
public protocol AppTable {
  associatedtype Row: ReadableRow & FetchableRecord & TableRecord
  associatedtype Write: WritableRow & PersistableRecord

  /// The row's key.
  static func key(_ row: Row) -> Int64
  /// A new row, and what the app means by it; `person` is somebody whom it can belong to.
  static func new(by person: Int64, _ dice: inout Dice, _ db: GRDB.Database) throws -> (Write, Meaning)
  /// A row that was read, some time ago perhaps, with some columns assigned, and what the app means by these.
  static func change(_ row: Row, _ dice: inout Dice, _ db: GRDB.Database) throws -> (Write, Meaning)
  /// What a row that is read says.
  static func meaning(of row: Row, _ db: GRDB.Database) throws -> Meaning
}

/// A release of the app.
public struct Release {
  let people: any AppTable.Type
  let notes: any AppTable.Type
  /// Removes some folder, where folders are rows and nothing else says any more which note is in which.
  let removeFolder: ((inout Dice, GRDB.Database) throws -> Void)?

  /// A release.
  public init(
    people: any AppTable.Type, notes: any AppTable.Type,
    removeFolder: ((inout Dice, GRDB.Database) throws -> Void)? = nil
  ) {
    self.people = people
    self.notes = notes
    self.removeFolder = removeFolder
  }
}

/// What is wrong with the app's data: the first thing that is not as it was meant.
public struct Broken: Error, CustomStringConvertible {
  /// What is wrong.
  public var description: String
  /// What is wrong.
  public init(_ description: String) { self.description = description }
}
