// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: e12039d0bdbc8d7da5ebbf1cfe938f64354005ffcb71b88ca4875eb46ecc4296
// swift-format-ignore-file
import Bellows

/// The plan level-to-number, and the rows that its backfills read and write.
public enum LevelToNumber {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "level-to-number",
    base: "83f5c53ce460de16ea1788d7962e92486ddbbafb46cfa9ca6f5eaa60cb14baa6",
    goal: "fd0d452e1f4f7de50b83b6447192c15534ca958e3726e532ee8ec43796bf57e5",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "a9b4b3f6608e7db1fa86d65d130fef809de43e3f97bbe35d61ff819237dc3651",
        isRelease: true,
        gates: [],
        statements: statements1, undo: undo1, wayBack: wayBack1, tables: tables1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        schema: "2-widen.schema",
        fingerprint: "3e92eac0f973f8a89a03acfee9923fe6afacad6ee45513b66ed547e7ec901607",
        isRelease: true,
        gates: [
          .released(deploy: 1),
          .backfilled("tasks.level"),
        ],
        statements: statements2, undo: undo2, tables: tables2
      ),
      MigrationDeploy(
        number: 3, phase: .widen,
        schema: "3-widen.schema",
        fingerprint: "3e89ea804c138642e3a8b2e4b99a0ea99e64770c550ad93a60b0f0b0a4e34fe3",
        isRelease: true,
        gates: [
          .released(deploy: 2),
        ],
        statements: statements3, undo: undo3, wayBack: wayBack3, tables: tables3
      ),
      MigrationDeploy(
        number: 4, phase: .tighten,
        schema: "4-tighten.schema",
        fingerprint: "fd0d452e1f4f7de50b83b6447192c15534ca958e3726e532ee8ec43796bf57e5",
        isRelease: false,
        gates: [
          .released(deploy: 3),
          .backup(table: "tasks", key: [Column("_id", .int)], columns: ["priority"]),
        ],
        statements: statements4, undo: undo4, wayBack: wayBack4, tables: tables4
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  // Yours, in LevelToNumber.swift: static func tasksLevel(_ row: TasksBefore, _ rows: Rows)
  //   throws -> TasksLevel
  private static let backfill1 = Backfill(
    "tasks.level", after: 1,
    kind: .custom, pending: .differs,
    body: tasksLevel
  )

  /// The tables that the plan changes, as they are before it.
  private static let before: [StoredTable] = [
    StoredTable("tasks", [
      #"""
        CREATE TABLE "tasks" (
          "_id" INTEGER PRIMARY KEY,
          "priority" TEXT NOT NULL CHECK ("priority" IN ('low', 'medium', 'high')),
          "title" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "tasks" ADD COLUMN "level" INTEGER CHECK ("level" IN (1, 2, 3))"#),
  ]

  private static let undo1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "tasks" DROP COLUMN "level""#),
  ]

  private static let wayBack1 = WayBack(
    loses: [
      StoredValues("tasks", key: [Column("_id", .int)], columns: [Column("level", .int)], where: #""level" IS NOT NULL"#, unlessBy: "tasks.level"),
    ]
  )

  private static let tables1: [StoredTable] = [
    StoredTable("tasks", [
      #"""
        CREATE TABLE "tasks" (
          "_id" INTEGER PRIMARY KEY,
          "level" INTEGER CHECK ("level" IN (1, 2, 3)),
          "priority" TEXT NOT NULL CHECK ("priority" IN ('low', 'medium', 'high')),
          "title" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "tasks",
      create: #"""
        CREATE TABLE "_bellows_new_tasks" (
          "_id" INTEGER PRIMARY KEY,
          "level" INTEGER NOT NULL CHECK ("level" IN (1, 2, 3)),
          "priority" TEXT NOT NULL CHECK ("priority" IN ('low', 'medium', 'high')),
          "title" TEXT NOT NULL
        ) STRICT
        """#,
      columns: [
        .init("_id", #""_id""#),
        .init("level", #""level""#),
        .init("priority", #""priority""#),
        .init("title", #""title""#),
      ]
    )),
  ]

  private static let undo2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "tasks",
      create: #"""
        CREATE TABLE "_bellows_new_tasks" (
          "_id" INTEGER PRIMARY KEY,
          "level" INTEGER CHECK ("level" IN (1, 2, 3)),
          "priority" TEXT NOT NULL CHECK ("priority" IN ('low', 'medium', 'high')),
          "title" TEXT NOT NULL
        ) STRICT
        """#,
      columns: [
        .init("_id", #""_id""#),
        .init("level", #""level""#),
        .init("priority", #""priority""#),
        .init("title", #""title""#),
      ]
    )),
  ]

  private static let tables2: [StoredTable] = [
    StoredTable("tasks", [
      #"""
        CREATE TABLE "tasks" (
          "_id" INTEGER PRIMARY KEY,
          "level" INTEGER NOT NULL CHECK ("level" IN (1, 2, 3)),
          "priority" TEXT NOT NULL CHECK ("priority" IN ('low', 'medium', 'high')),
          "title" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements3: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "tasks",
      create: #"""
        CREATE TABLE "_bellows_new_tasks" (
          "_id" INTEGER PRIMARY KEY,
          "level" INTEGER NOT NULL CHECK ("level" IN (1, 2, 3)),
          "priority" TEXT CHECK ("priority" IN ('low', 'medium', 'high')),
          "title" TEXT NOT NULL
        ) STRICT
        """#,
      columns: [
        .init("_id", #""_id""#),
        .init("level", #""level""#),
        .init("priority", #""priority""#),
        .init("title", #""title""#),
      ]
    )),
  ]

  private static let undo3: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "tasks",
      create: #"""
        CREATE TABLE "_bellows_new_tasks" (
          "_id" INTEGER PRIMARY KEY,
          "level" INTEGER NOT NULL CHECK ("level" IN (1, 2, 3)),
          "priority" TEXT NOT NULL CHECK ("priority" IN ('low', 'medium', 'high')),
          "title" TEXT NOT NULL
        ) STRICT
        """#,
      columns: [
        .init("_id", #""_id""#),
        .init("level", #""level""#),
        .init("priority", #""priority""#),
        .init("title", #""title""#),
      ]
    )),
  ]

  private static let wayBack3 = WayBack(
    accepts: [
      StoredCheck("tasks.priority", query: #"SELECT "_id", "priority" FROM "tasks" WHERE "priority" IS NULL"#),
    ],
    outdates: [
      StoredValues("tasks", key: [Column("_id", .int)], columns: [Column("level", .int)], unlessBy: "tasks.level"),
    ]
  )

  private static let tables3: [StoredTable] = [
    StoredTable("tasks", [
      #"""
        CREATE TABLE "tasks" (
          "_id" INTEGER PRIMARY KEY,
          "level" INTEGER NOT NULL CHECK ("level" IN (1, 2, 3)),
          "priority" TEXT CHECK ("priority" IN ('low', 'medium', 'high')),
          "title" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements4: [SchemaStatement] = [
    .sql(#"ALTER TABLE "tasks" DROP COLUMN "priority""#),
  ]

  private static let undo4: [SchemaStatement] = [
    .sql(#"ALTER TABLE "tasks" ADD COLUMN "priority" TEXT CHECK ("priority" IN ('low', 'medium', 'high'))"#),
  ]

  private static let wayBack4 = WayBack(
    empties: [
      StoredColumns("tasks", ["priority"]),
    ]
  )

  private static let tables4: [StoredTable] = [
    StoredTable("tasks", [
      #"""
        CREATE TABLE "tasks" (
          "_id" INTEGER PRIMARY KEY,
          "level" INTEGER NOT NULL CHECK ("level" IN (1, 2, 3)),
          "title" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  public enum TasksTable {}
  public typealias TasksID = Key<TasksTable, Int64>

  /// A row of `tasks` as it is read.
  public struct TasksBefore: ReadableRow, WritableRow {
    public static let table = "tasks"
    public static let columns = [
      Column("_id", .int),
      Column("level", .int),
      Column("priority", .text),
      Column("title", .text),
    ]
    public static let keyColumns: [Int] = [0]

    public var id: TasksID
    public var level: Level?
    public var priority: Priority
    public var title: String

    public init(id: TasksID, level: Level? = nil, priority: Priority, title: String) {
      self.id = id
      self.level = level
      self.priority = priority
      self.title = title
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.level = try row.optional(1)
      self.priority = try row.required(2)
      self.title = try row.required(3)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.level)
      try row.set(2, self.priority)
      try row.set(3, self.title)
    }

    public enum Level: StoredValue, CaseIterable {
      case value1
      case value2
      case value3

      public init(json: JSONValue) throws {
        if let literal = Self.allCases.first(where: { $0.json == json }) {
          self = literal
        } else {
          throw RowUnreadable(expected: "1 | 2 | 3", found: json)
        }
      }

      public var json: JSONValue {
        switch self {
        case .value1: .int(1)
        case .value2: .int(2)
        case .value3: .int(3)
        }
      }
    }

    public enum Priority: StoredValue, CaseIterable {
      case low
      case medium
      case high

      public init(json: JSONValue) throws {
        if let literal = Self.allCases.first(where: { $0.json == json }) {
          self = literal
        } else {
          throw RowUnreadable(expected: "\"low\" | \"medium\" | \"high\"", found: json)
        }
      }

      public var json: JSONValue {
        switch self {
        case .low: .string("low")
        case .medium: .string("medium")
        case .high: .string("high")
        }
      }
    }
  }

  /// What the backfill tasks.level writes.
  public struct TasksLevel: ReadableRow, WritableRow {
    public static let table = "tasks"
    public static let columns = [
      Column("level", .int),
    ]
    public static let keyColumns: [Int] = []

    public var level: Level

    public init(level: Level) {
      self.level = level
    }

    public init(row: some RowReader) throws {
      self.level = try row.required(0)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.level)
    }

    public enum Level: StoredValue, CaseIterable {
      case value1
      case value2
      case value3

      public init(json: JSONValue) throws {
        if let literal = Self.allCases.first(where: { $0.json == json }) {
          self = literal
        } else {
          throw RowUnreadable(expected: "1 | 2 | 3", found: json)
        }
      }

      public var json: JSONValue {
        switch self {
        case .value1: .int(1)
        case .value2: .int(2)
        case .value3: .int(3)
        }
      }
    }
  }
}
