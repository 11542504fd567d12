// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 1c1897ce47ec40c5bbbc33c9851651d0fa00adad63c5ad1352d5f504134d329a
// swift-format-ignore-file
import Bellows

/// The plan 2026-04-01-widen, and the rows that its backfills read and write.
public enum Widen {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "2026-04-01-widen",
    base: "ddfe070b7a945f213761132082b326f7f51c779308292193bc4ee45355075107",
    goal: "6a24409ec72d76d39f36c1030fb8029f43d8064f7ef47cc399633178c7c33d6b",
    after: [],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "d9d12e1f7fd7d697b44cfb51e9269b418f5171a18753deb63520b7c9cc214469",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "6a24409ec72d76d39f36c1030fb8029f43d8064f7ef47cc399633178c7c33d6b",
        isRelease: true,
        gates: [.released(deploy: 1), .backfilled("people.age")]
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  // Hand-written, in Widen.swift: static func peopleAge(_ row: PeopleBefore, _ rows: Rows)
  //   throws -> PeopleAge
  private static let backfill1 = Backfill(
    "people.age", after: 1,
    kind: .custom, pending: .invalid,
    function: peopleAge
  )

  public enum PeopleTable {}
  public typealias PeopleID = Key<PeopleTable, Int64>

  /// A row of `people` as it is read.
  public struct PeopleBefore: BackfillRow {
    public static let table = "people"
    public static let columns: [Column] = [
      Column("_id", .int), Column("name", .nested), Column("theme", .nested), Column("settings", .nested),
      Column("shapes", .nested), Column("labels", .nested), Column("byLanguage", .nested),
      Column("extra", .nested), Column("note", .nested), Column("amount", .nested), Column("age", .nested),
    ]
    public static let keyColumns: [Int] = [0]
    public var id: PeopleID
    public var name: String
    public var theme: Theme
    public var settings: Settings
    public var shapes: [ShapesItem]
    public var labels: Record<String, Nullable<String>>
    public var byLanguage: Record<ByLanguageKey, String>
    public var extra: JSONValue
    public var note: Note?
    public var amount: Amount?
    public var age: Int64?

    public enum Theme: LiteralUnion {
      case light
      case dark
      case auto

      public var rawValue: String {
        switch self {
        case .light: "light"
        case .dark: "dark"
        case .auto: "auto"
        }
      }
    }

    public struct Settings: StoredValue {
      public var font: String
      public var size: Int64?
      public var weight: Int64?

      public init(font: String, size: Int64? = nil, weight: Int64? = nil) {
        (self.font, self.size, self.weight) = (font, size, weight)
      }

      public init(json: JSONValue) throws {
        var members = try ObjectReader(json)
        self.font = try members.required("font")
        self.size = try members.optional("size")
        self.weight = try members.optional("weight")
        try members.finish()
      }

      public var json: JSONValue {
        var members = ObjectWriter()
        members.set("font", self.font)
        members.set("size", self.size)
        members.set("weight", self.weight)
        return members.json
      }
    }

    public enum ShapesItem: StoredValue {
      case circle(Circle)
      case square(Square)
      case dot(Dot)

      public init(json: JSONValue) throws {
        if let value = try? Circle(json: json) {
          self = .circle(value)
        } else if let value = try? Square(json: json) {
          self = .square(value)
        } else if let value = try? Dot(json: json) {
          self = .dot(value)
        } else {
          throw RowUnreadable(expected: "{ kind: \"circle\", r: double } | { angle: double?, kind: \"square\", side: double } | 1 more", found: json)
        }
      }

      public var json: JSONValue {
        switch self {
        case .circle(let value): value.json
        case .square(let value): value.json
        case .dot(let value): value.json
        }
      }

      public struct Circle: StoredValue {
        public var kind: Kind
        public var r: Double

        public init(kind: Kind = .circle, r: Double) {
          (self.kind, self.r) = (kind, r)
        }

        public init(json: JSONValue) throws {
          var members = try ObjectReader(json)
          self.kind = try members.required("kind")
          self.r = try members.required("r")
          try members.finish()
        }

        public var json: JSONValue {
          var members = ObjectWriter()
          members.set("kind", self.kind)
          members.set("r", self.r)
          return members.json
        }

        public enum Kind: LiteralUnion {
          case circle

          public var rawValue: String {
            switch self {
            case .circle: "circle"
            }
          }
        }
      }

      public struct Square: StoredValue {
        public var kind: Kind
        public var side: Double
        public var angle: Double?

        public init(kind: Kind = .square, side: Double, angle: Double? = nil) {
          (self.kind, self.side, self.angle) = (kind, side, angle)
        }

        public init(json: JSONValue) throws {
          var members = try ObjectReader(json)
          self.kind = try members.required("kind")
          self.side = try members.required("side")
          self.angle = try members.optional("angle")
          try members.finish()
        }

        public var json: JSONValue {
          var members = ObjectWriter()
          members.set("angle", self.angle)
          members.set("kind", self.kind)
          members.set("side", self.side)
          return members.json
        }

        public enum Kind: LiteralUnion {
          case square

          public var rawValue: String {
            switch self {
            case .square: "square"
            }
          }
        }
      }

      public struct Dot: StoredValue {
        public var kind: Kind

        public init(kind: Kind = .dot) {
          self.kind = kind
        }

        public init(json: JSONValue) throws {
          var members = try ObjectReader(json)
          self.kind = try members.required("kind")
          try members.finish()
        }

        public var json: JSONValue {
          var members = ObjectWriter()
          members.set("kind", self.kind)
          return members.json
        }

        public enum Kind: LiteralUnion {
          case dot

          public var rawValue: String {
            switch self {
            case .dot: "dot"
            }
          }
        }
      }
    }

    public enum ByLanguageKey: LiteralUnion, RecordKey {
      case de
      case en

      public var rawValue: String {
        switch self {
        case .de: "de"
        case .en: "en"
        }
      }
    }

    public struct Note: StoredValue {
      public var text: Nullable<String>

      public init(text: Nullable<String>) {
        self.text = text
      }

      public init(json: JSONValue) throws {
        var members = try ObjectReader(json)
        self.text = try members.required("text")
        try members.finish()
      }

      public var json: JSONValue {
        var members = ObjectWriter()
        members.set("text", self.text)
        return members.json
      }
    }

    public struct Amount: StoredValue {
      public var value: Nullable<Value>

      public init(value: Nullable<Value>) {
        self.value = value
      }

      public init(json: JSONValue) throws {
        var members = try ObjectReader(json)
        self.value = try members.required("value")
        try members.finish()
      }

      public var json: JSONValue {
        var members = ObjectWriter()
        members.set("value", self.value)
        return members.json
      }

      public enum Value: StoredValue {
        case int(Int64)
        case string(String)

        public init(json: JSONValue) throws {
          if let value = try? Int64(json: json) {
            self = .int(value)
          } else if let value = try? String(json: json) {
            self = .string(value)
          } else {
            throw RowUnreadable(expected: "int | string", found: json)
          }
        }

        public var json: JSONValue {
          switch self {
          case .int(let value): value.json
          case .string(let value): value.json
          }
        }
      }
    }
  }

  /// The values that the backfill people.age writes.
  public struct PeopleAge: BackfillRow, WritableRow {
    public static let table = "people"
    public static let columns: [Column] = [Column("age", .nested)]
    public static let keyColumns: [Int] = []
    public var age: Int64

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.age)
    }
  }
}

extension Widen.PeopleBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.name = try row.required(1)
    self.theme = try row.required(2)
    self.settings = try row.required(3)
    self.shapes = try row.required(4)
    self.labels = try row.required(5)
    self.byLanguage = try row.required(6)
    self.extra = try row.required(7)
    self.note = try row.optional(8)
    self.amount = try row.optional(9)
    self.age = try row.optional(10)
  }
}

extension Widen.PeopleAge {
  public init(row: some RowReader) throws {
    self.age = try row.required(0)
  }
}
