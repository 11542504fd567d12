// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 43407df489f190ba0431e289938ab8b5f26b780d1a5ab0cbba636e1d7192cc5d
// swift-format-ignore-file
import Bellows

/// The plan level-to-number, and the rows that its backfills read and write.
public enum LevelToNumber {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "level-to-number",
    base: "34bcab4a5ad8465f90d96f28b744e5f592b70e04e84825937193b2da0ee34760",
    goal: "bcd6ae9b5209051652f2185bf694f4b534de72bf239fb43404ef40508f0bc6e7",
    after: [],
    before: before,
    moves: [
      StoredMove("tasks", "priority", to: "level"),
    ],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "89bb9931b8718239d08c723f8fb1f0a85b104910359792463f884b26cb165279",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackPlan: rollbackPlan1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "12b7050d77728441007a8d8890fa7f3f10571b73ee6d1bf18e975ced203972f3",
        isRelease: true,
        gates: [.released(deploy: 1), .backfilled("tasks.level")],
        statements: statements2
      ),
      MigrationDeploy(
        number: 3, phase: .widen,
        fingerprint: "e310552271ec2c4cd3b311e5f900229dcb03f4664db06c07f66fe86e72c9b06d",
        isRelease: true,
        gates: [.released(deploy: 2)],
        statements: statements3, rollbackPlan: rollbackPlan3
      ),
      MigrationDeploy(
        number: 4, phase: .tighten,
        fingerprint: "bcd6ae9b5209051652f2185bf694f4b534de72bf239fb43404ef40508f0bc6e7",
        isRelease: false,
        gates: [
          .released(deploy: 3),
          .backup(table: "tasks", key: [Column("_id", .int)], columns: ["priority"]),
        ],
        statements: statements4, rollbackPlan: rollbackPlan4
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  // Hand-written, in LevelToNumber.swift: static func tasksLevel(_ row: TasksBefore, _ rows: Rows)
  //   throws -> TasksLevel
  private static let backfill1 = Backfill(
    "tasks.level", after: 1,
    kind: .custom, pending: .differs,
    function: tasksLevel
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("tasks", [
      #"""
        CREATE TABLE "tasks" (
          "_id" INTEGER PRIMARY KEY,
          "priority" TEXT NOT NULL CHECK ("priority" IN ('low', 'medium', 'high'))
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "tasks" ADD COLUMN "level" INTEGER CHECK ("level" IN (1, 2, 3))"#),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("tasks", key: [Column("_id", .int)], columns: [Column("level", .int)], where: #""level" IS NOT NULL"#, exceptFrom: "tasks.level"),
    ]
  )

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "tasks",
      changes: [
        .changeColumn(from: #""level" INTEGER CHECK ("level" IN (1, 2, 3))"#, to: #""level" INTEGER NOT NULL CHECK ("level" IN (1, 2, 3))"#),
      ]
    )),
  ]

  private static let statements3: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "tasks",
      changes: [
        .changeColumn(from: #""priority" TEXT NOT NULL CHECK ("priority" IN ('low', 'medium', 'high'))"#, to: #""priority" TEXT CHECK ("priority" IN ('low', 'medium', 'high'))"#),
      ]
    )),
  ]

  private static let rollbackPlan3 = RollbackPlan(
    accepts: [
      StoredCheck("tasks.priority", query: #"SELECT "_id", "priority" FROM "tasks" WHERE "priority" IS NULL"#),
    ],
    hides: [
      StoredValues("tasks", key: [Column("_id", .int)], columns: [Column("level", .int)], exceptFrom: "tasks.level"),
    ]
  )

  private static let statements4: [SchemaStatement] = [
    .sql(#"ALTER TABLE "tasks" DROP COLUMN "priority""#),
  ]

  private static let rollbackPlan4 = RollbackPlan(
    empties: [
      StoredColumns("tasks", ["priority"]),
    ]
  )

  public enum TasksTable {}
  public typealias TasksID = Key<TasksTable, Int64>

  /// A row of `tasks` as it is read.
  public struct TasksBefore: BackfillRow {
    public static let table = "tasks"
    public static let columns: [Column] = [
      Column("_id", .int), Column("title", .text), Column("level", .int), Column("priority", .text),
    ]
    public static let keyColumns: [Int] = [0]
    public var id: TasksID
    public var title: String
    public var level: Level?
    public var priority: Priority

    public enum Level: LiteralUnion {
      case value1
      case value2
      case value3

      public var rawValue: Int64 {
        switch self {
        case .value1: 1
        case .value2: 2
        case .value3: 3
        }
      }
    }

    public enum Priority: LiteralUnion {
      case low
      case medium
      case high

      public var rawValue: String {
        switch self {
        case .low: "low"
        case .medium: "medium"
        case .high: "high"
        }
      }
    }
  }

  /// The values that the backfill tasks.level writes.
  public struct TasksLevel: BackfillRow, WritableRow {
    public static let table = "tasks"
    public static let columns: [Column] = [Column("level", .int)]
    public static let keyColumns: [Int] = []
    public var level: TasksBefore.Level

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.level)
    }
  }
}

extension LevelToNumber.TasksBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.title = try row.required(1)
    self.level = try row.optional(2)
    self.priority = try row.required(3)
  }
}

extension LevelToNumber.TasksLevel {
  public init(row: some RowReader) throws {
    self.level = try row.required(0)
  }
}
