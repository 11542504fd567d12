// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 317d5079d8a26d01dbb83e3806682e3af57865abda563e0f804b315ec3d1442b
// swift-format-ignore-file
import Bellows

/// The plan row-converted, and the rows that its backfills read and write.
public enum RowConverted {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "row-converted",
    base: "b5bd2f5595a5cf8aa5159d365e5a49df4dff551ed1b5a8d867437570e417392e",
    goal: "b21c23b7c77911c377a0bb89d44ff90665d0c6e6ac59a72ce8b2de0ed668e159",
    after: [],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "563ecda8c0c3b5dcc6d3c21fb95023879f1d77ce909d8ee2504fd255d8979d55",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "563ecda8c0c3b5dcc6d3c21fb95023879f1d77ce909d8ee2504fd255d8979d55",
        isRelease: true,
        gates: [.released(deploy: 1)]
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        fingerprint: "b21c23b7c77911c377a0bb89d44ff90665d0c6e6ac59a72ce8b2de0ed668e159",
        isRelease: true,
        gates: [
          .released(deploy: 2),
          .backup(table: "events", key: [Column("_id", .int)], columns: ["*"]),
          .backfilled("events.*"),
        ]
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  // Hand-written, in RowConverted.swift: static func events(_ row: EventsBefore, _ rows: Rows)
  //   throws -> EventsAfter
  private static let backfill1 = Backfill(
    "events.*", after: 2,
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
      case key2(Key_2)

      public init(json: JSONValue) throws {
        if let value = try? Click(json: json) {
          self = .click(value)
        } else if let value = try? Key_(json: json) {
          self = .key(value)
        } else if let value = try? Key_2(json: json) {
          self = .key2(value)
        } else {
          throw RowUnreadable(expected: "{ kind: \"click\", x: int } | { code: string, kind: \"key\" } | 1 more", found: json)
        }
      }

      public var json: JSONValue {
        switch self {
        case .click(let value): value.json
        case .key(let value): value.json
        case .key2(let value): value.json
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

      public struct Key_2: StoredValue {
        public var kind: Kind
        public var code: Int64

        public init(kind: Kind = .key, code: Int64) {
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
          throw RowUnreadable(expected: "{ kind: \"click\", x: int } | { code: int, kind: \"key\" }", found: json)
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
        public var code: Int64

        public init(kind: Kind = .key, code: Int64) {
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

extension RowConverted.EventsBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.value = try row.required(1)
  }
}

extension RowConverted.EventsAfter {
  public init(row: some RowReader) throws {
    self.value = try row.required(0)
  }
}
