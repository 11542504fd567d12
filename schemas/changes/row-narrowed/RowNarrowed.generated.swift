// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 42233b99454a310a6ac4678fc67b083be3d7adb8d6f5ed8786234cc1af8aa274
// swift-format-ignore-file
import Bellows

/// The plan row-narrowed, and the rows that its backfills read and write.
public enum RowNarrowed {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "row-narrowed",
    base: "b681101d22656de60d9c18607696c601be08991082884b963e68fa75f2647901",
    goal: "b5bd2f5595a5cf8aa5159d365e5a49df4dff551ed1b5a8d867437570e417392e",
    after: [],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "b681101d22656de60d9c18607696c601be08991082884b963e68fa75f2647901",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        fingerprint: "b5bd2f5595a5cf8aa5159d365e5a49df4dff551ed1b5a8d867437570e417392e",
        isRelease: true,
        gates: [
          .released(deploy: 1),
          .backup(table: "events", key: [Column("_id", .int)], columns: ["*"]),
          .backfilled("events.*"),
        ]
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  // Hand-written, in RowNarrowed.swift: static func events(_ row: EventsBefore, _ rows: Rows)
  //   throws -> EventsAfter
  private static let backfill1 = Backfill(
    "events.*", after: 1,
    kind: .custom, pending: .invalid,
    function: events
  )

  public enum EventsTable {}
  public typealias EventsID = Key<EventsTable, Int64>

  /// A row of `events` as it is read.
  public struct EventsBefore: BackfillRow {
    public static let table = "events"
    public static let columns: [Column] = [Column("_id", .int), Column("*", .wholeRow)]
    public static let keyColumns: [Int] = [0]
    public var id: EventsID
    public var value: Value

    public enum Value: StoredValue {
      case click(Click)
      case key(Key_)
      case wheel(Wheel)

      public init(json: JSONValue) throws {
        if let value = try? Click(json: json) {
          self = .click(value)
        } else if let value = try? Key_(json: json) {
          self = .key(value)
        } else if let value = try? Wheel(json: json) {
          self = .wheel(value)
        } else {
          throw RowUnreadable(expected: "{ kind: \"click\", x: int } | { code: string, kind: \"key\" } | 1 more", found: json)
        }
      }

      public var json: JSONValue {
        switch self {
        case .click(let value): value.json
        case .key(let value): value.json
        case .wheel(let value): value.json
        }
      }

      public struct Click: StoredValue {
        public var kind: Kind
        public var x: Int64

        public init(kind: Kind = .click, x: Int64) {
          (self.kind, self.x) = (kind, x)
        }

        public init(json: JSONValue) throws {
          var members = try ObjectReader(json)
          self.kind = try members.required("kind")
          self.x = try members.required("x")
          try members.finish()
        }

        public var json: JSONValue {
          var members = ObjectWriter()
          members.set("kind", self.kind)
          members.set("x", self.x)
          return members.json
        }

        public enum Kind: LiteralUnion {
          case click

          public var rawValue: String {
            switch self {
            case .click: "click"
            }
          }
        }
      }

      public struct Key_: StoredValue {
        public var kind: Kind
        public var code: String

        public init(kind: Kind = .key, code: String) {
          (self.kind, self.code) = (kind, code)
        }

        public init(json: JSONValue) throws {
          var members = try ObjectReader(json)
          self.kind = try members.required("kind")
          self.code = try members.required("code")
          try members.finish()
        }

        public var json: JSONValue {
          var members = ObjectWriter()
          members.set("code", self.code)
          members.set("kind", self.kind)
          return members.json
        }

        public enum Kind: LiteralUnion {
          case key

          public var rawValue: String {
            switch self {
            case .key: "key"
            }
          }
        }
      }

      public struct Wheel: StoredValue {
        public var kind: Kind
        public var dy: Int64

        public init(kind: Kind = .wheel, dy: Int64) {
          (self.kind, self.dy) = (kind, dy)
        }

        public init(json: JSONValue) throws {
          var members = try ObjectReader(json)
          self.kind = try members.required("kind")
          self.dy = try members.required("dy")
          try members.finish()
        }

        public var json: JSONValue {
          var members = ObjectWriter()
          members.set("dy", self.dy)
          members.set("kind", self.kind)
          return members.json
        }

        public enum Kind: LiteralUnion {
          case wheel

          public var rawValue: String {
            switch self {
            case .wheel: "wheel"
            }
          }
        }
      }
    }
  }

  /// The values that the backfill events.* writes.
  public struct EventsAfter: BackfillRow, WritableRow {
    public static let table = "events"
    public static let columns: [Column] = [Column("*", .wholeRow)]
    public static let keyColumns: [Int] = []
    public var value: Value

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.value)
    }

    public enum Value: StoredValue {
      case click(Click)
      case key(Key_)

      public init(json: JSONValue) throws {
        if let value = try? Click(json: json) {
          self = .click(value)
        } else if let value = try? Key_(json: json) {
          self = .key(value)
        } else {
          throw RowUnreadable(expected: "{ kind: \"click\", x: int } | { code: string, kind: \"key\" }", found: json)
        }
      }

      public var json: JSONValue {
        switch self {
        case .click(let value): value.json
        case .key(let value): value.json
        }
      }

      public struct Click: StoredValue {
        public var kind: Kind
        public var x: Int64

        public init(kind: Kind = .click, x: Int64) {
          (self.kind, self.x) = (kind, x)
        }

        public init(json: JSONValue) throws {
          var members = try ObjectReader(json)
          self.kind = try members.required("kind")
          self.x = try members.required("x")
          try members.finish()
        }

        public var json: JSONValue {
          var members = ObjectWriter()
          members.set("kind", self.kind)
          members.set("x", self.x)
          return members.json
        }

        public enum Kind: LiteralUnion {
          case click

          public var rawValue: String {
            switch self {
            case .click: "click"
            }
          }
        }
      }

      public struct Key_: StoredValue {
        public var kind: Kind
        public var code: String

        public init(kind: Kind = .key, code: String) {
          (self.kind, self.code) = (kind, code)
        }

        public init(json: JSONValue) throws {
          var members = try ObjectReader(json)
          self.kind = try members.required("kind")
          self.code = try members.required("code")
          try members.finish()
        }

        public var json: JSONValue {
          var members = ObjectWriter()
          members.set("code", self.code)
          members.set("kind", self.kind)
          return members.json
        }

        public enum Kind: LiteralUnion {
          case key

          public var rawValue: String {
            switch self {
            case .key: "key"
            }
          }
        }
      }
    }
  }
}

extension RowNarrowed.EventsBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.value = try row.required(1)
  }
}

extension RowNarrowed.EventsAfter {
  public init(row: some RowReader) throws {
    self.value = try row.required(0)
  }
}
