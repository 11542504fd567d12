// Part of Bellows. MIT licence: see LICENSE.

/// Gives the columns of one stored row; a database's driver has one of its own.
public protocol RowReader {
  /// The value of the column at that place in the row type's `columns`; `nil` when there is none.
  func value(at index: Int) throws -> JSONValue?
}

extension RowReader {
  /// A value that must be there.
  @inlinable public func required<Value: StoredValue>(_ index: Int) throws -> Value {
    guard let value: Value = try optional(index) else { throw RowUnreadable("it has no value").inColumn(index) }
    return value
  }

  /// A value that may be missing.
  @inlinable public func optional<Value: StoredValue>(_ index: Int) throws -> Value? {
    do {
      guard let value = try value(at: index) else { return nil }
      return try Value(json: value)
    } catch let error as RowUnreadable {
      throw error.inColumn(index)
    }
  }
}

/// Takes the columns of a row that is written; a database's driver has one of its own.
public protocol RowWriter {
  /// Sets the column at that place in the row type's `columns`; `nil` is "no value". A column that is not set is left as
  /// it is.
  mutating func set(_ index: Int, to value: JSONValue?) throws
}

extension RowWriter {
  /// Sets a column.
  @inlinable public mutating func set(_ index: Int, _ value: (some StoredValue)?) throws {
    try set(index, to: value?.json)
  }

  /// Sets a column if it was assigned.
  @inlinable public mutating func set(_ index: Int, _ written: Written<some StoredValue>) throws {
    if written.isAssigned { try set(index, to: written.wrappedValue.json) }
  }

  /// Sets a column if it was assigned.
  @inlinable public mutating func set(_ index: Int, _ written: Written<(some StoredValue)?>) throws {
    if written.isAssigned { try set(index, to: written.wrappedValue?.json) }
  }
}

extension RowWriter {
  /// Sets a column to what another one's value gives, if that one was assigned.
  public mutating func set(
    _ index: Int, _ written: Written<some StoredValue>, through conversion: BuiltInConversion
  ) throws {
    if written.isAssigned { try set(index, to: conversion.converted(written.wrappedValue.json)) }
  }

  /// Sets a column to what another one's value gives, if that one was assigned.
  public mutating func set(
    _ index: Int, _ written: Written<(some StoredValue)?>, through conversion: BuiltInConversion
  ) throws {
    if written.isAssigned { try set(index, to: written.wrappedValue.map { try conversion.converted($0.json) }) }
  }
}

/// What every row type knows of its table.
public protocol TableRow: Hashable, Sendable {
  /// The table's name in the database.
  static var table: String { get }
  /// The columns that it reads or writes, in the order of their places.
  static var columns: [Column] { get }
  /// The places of the columns that make the key.
  static var keyColumns: [Int] { get }
  /// Sets the columns that it has, or those that are to be written.
  func write(to row: inout some RowWriter) throws
}

/// A row as it is read.
public protocol ReadableRow: TableRow, Codable {
  /// Reads a stored row; throws `RowUnreadable` when it holds what this code was not promised.
  init(row: some RowReader) throws
}

extension ReadableRow {
  /// Reads a stored row; what it throws says which column is meant by its name.
  @inlinable init(reading row: some RowReader) throws {
    do {
      try self.init(row: row)
    } catch let error as RowUnreadable {
      throw error.named(in: Self.self)
    }
  }
}

/// A row, or some columns of one, to be written to a database.
public protocol WritableRow: TableRow, Encodable {}

/// A column of a row that is being written: assigned, or carried through as it was read.
///
/// What is only carried is not written at all, so a row that was read before a backfill can't undo it.
@propertyWrapper
public struct Written<Value: Hashable & Sendable>: Hashable, Sendable {
  private var value: Value
  /// Whether code gave it a value, so that it is written.
  public private(set) var isAssigned: Bool

  /// An assigned value.
  public init(wrappedValue: Value) {
    value = wrappedValue
    isAssigned = true
  }

  /// A value as it was read.
  public init(unchanged value: Value) {
    self.value = value
    isAssigned = false
  }

  /// The value; to set it is to assign it.
  public var wrappedValue: Value {
    get { value }
    set {
      value = newValue
      isAssigned = true
    }
  }
}
