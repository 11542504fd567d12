// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: d32f9d3801727fc6d3ccf88308011f6ca5eedff5b9d9a69a518cff5f10ecc143
// swift-format-ignore-file
import Bellows

/// The plan variants-gain-and-lose, and the rows that its backfills read and write.
public enum VariantsGainAndLose {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "variants-gain-and-lose",
    base: "fe444cbe8ada793c96c057b5fea6e9ab300d1788a532562df5604a6fdbc4fd3c",
    goal: "373c0e45de7f883d651e86fc591bd6787a233d56a3294471464c9e0b38f64708",
    after: [],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "8c628bbebdc4b432d292733ecc3d43878c8cf664bdcf33ee83f3a2c8e602b3fb",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "8c628bbebdc4b432d292733ecc3d43878c8cf664bdcf33ee83f3a2c8e602b3fb",
        isRelease: true,
        gates: [.released(deploy: 1)]
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        fingerprint: "373c0e45de7f883d651e86fc591bd6787a233d56a3294471464c9e0b38f64708",
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

  // Hand-written, in VariantsGainAndLose.swift: static func events(_ row: EventsBefore, _ rows: Rows)
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
      case scroll(Scroll)

      public init(json: JSONValue) throws {
        if let value = try? Click(json: json) {
          self = .click(value)
        } else if let value = try? Key_(json: json) {
          self = .key(value)
        } else if let value = try? Scroll(json: json) {
          self = .scroll(value)
        } else {
          throw RowUnreadable(expected: "{ kind: \"click\", x: int } | { code: string, kind: \"key\" } | 1 more", found: json)
        }
      }

      public var json: JSONValue {
        switch self {
        case .click(let value): value.json
        case .key(let value): value.json
        case .scroll(let value): value.json
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

      public struct Scroll: StoredValue {
        public var kind: Kind
        public var offset: Int64

        public init(kind: Kind = .scroll, offset: Int64) {
          (self.kind, self.offset) = (kind, offset)
        }

        public init(json: JSONValue) throws {
          var members = try ObjectReader(json)
          self.kind = try members.required("kind")
          self.offset = try members.required("offset")
          try members.finish()
        }

        public var json: JSONValue {
          var members = ObjectWriter()
          members.set("kind", self.kind)
          members.set("offset", self.offset)
          return members.json
        }

        public enum Kind: LiteralUnion {
          case scroll

          public var rawValue: String {
            switch self {
            case .scroll: "scroll"
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
      case scroll(Scroll)

      public init(json: JSONValue) throws {
        if let value = try? Click(json: json) {
          self = .click(value)
        } else if let value = try? Scroll(json: json) {
          self = .scroll(value)
        } else {
          throw RowUnreadable(expected: "{ kind: \"click\", x: int } | { kind: \"scroll\", offset: int }", found: json)
        }
      }

      public var json: JSONValue {
        switch self {
        case .click(let value): value.json
        case .scroll(let value): value.json
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

      public struct Scroll: StoredValue {
        public var kind: Kind
        public var offset: Int64

        public init(kind: Kind = .scroll, offset: Int64) {
          (self.kind, self.offset) = (kind, offset)
        }

        public init(json: JSONValue) throws {
          var members = try ObjectReader(json)
          self.kind = try members.required("kind")
          self.offset = try members.required("offset")
          try members.finish()
        }

        public var json: JSONValue {
          var members = ObjectWriter()
          members.set("kind", self.kind)
          members.set("offset", self.offset)
          return members.json
        }

        public enum Kind: LiteralUnion {
          case scroll

          public var rawValue: String {
            switch self {
            case .scroll: "scroll"
            }
          }
        }
      }
    }
  }
}

extension VariantsGainAndLose.EventsBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.value = try row.required(1)
  }
}

extension VariantsGainAndLose.EventsAfter {
  public init(row: some RowReader) throws {
    self.value = try row.required(0)
  }
}
