// Part of Bellows. MIT licence: see LICENSE.
import Foundation

/// A PostgreSQL server for tests, in a folder of its own and reachable through a Unix socket only.
///
/// The server ends with the test process, however that ends: a shell waits for the end of a pipe that this process holds,
/// then stops the server that it started and removes the folder.
public final class PostgreSQLServer: Sendable {
  /// The folder of the socket: `host` in a connection string.
  public var folder: String { process.folder }
  private let binaries: String
  private let process: ServerProcess

  /// The server of this test process, started at its first use.
  ///
  /// - Throws: `ServerMissing` where no server is installed: a test that needs one fails, and is not skipped.
  public static func shared() throws -> PostgreSQLServer { try running.get() }

  private static let running = Result { try PostgreSQLServer(binaries: try findBinaries()) }

  /// The server of this test process that has the extension `vector`: the shared one, or else a second one.
  ///
  /// - Throws: `ServerMissing` where none is installed.
  public static func withVectors() throws -> PostgreSQLServer { try runningWithVectors.get() }

  private static let runningWithVectors = Result {
    let binaries = try findBinaries()
    if hasVectors(binaries) { return try shared() }
    guard let other = pgvectorFolders.first(where: hasVectors) else {
      throw ServerMissing(
        "no server has the extension vector: install pgvector, or set BELLOWS_PGVECTOR_BIN to the folder of the programs of "
          + "a server that has it")
    }
    return try PostgreSQLServer(binaries: other)
  }

  private init(binaries: String) throws {
    self.binaries = binaries
    process = try ServerProcess(
      "the server of \(binaries)", kind: "pg", arguments: [binaries], script: Self.script)
  }

  private static let script = #"""
    trap '' PIPE HUP INT TERM
    export LC_ALL=C
    cd "$1" || exit
    "$2/initdb" --pgdata=data --username=bellows --auth=trust --encoding=UTF8 --locale=C --no-sync >log 2>&1 || exit
    "$2/postgres" -D data -k "$1" -c listen_addresses= -c fsync=off -c full_page_writes=off \
      -c shared_buffers=32MB -c max_connections=800 -c autovacuum=off >>log 2>&1 &
    until "$2/pg_isready" -q -h "$1"; do
      kill -0 $! 2>/dev/null || exit
      sleep 0.05
    done
    echo ready
    cat >/dev/null
    kill -QUIT $! && wait $!
    cd / && rm -rf "$1"
    """#

  /// Creates an empty database and returns its name.
  public func makeDatabase() throws -> String {
    let name = "test_" + UUID().uuidString.lowercased().replacingOccurrences(of: "-", with: "_")
    _ = try run("CREATE DATABASE \(name) TEMPLATE template0", in: "postgres")
    return name
  }

  /// Creates an empty database with the extension `vector` in the schema `extensions`, and returns its name.
  public func makeDatabaseWithVectors() throws -> String {
    let name = try makeDatabase()
    _ = try run("CREATE SCHEMA extensions; CREATE EXTENSION vector SCHEMA extensions", in: name)
    return name
  }

  /// A connection string for a database.
  public func connection(to database: String) -> String { "host=\(folder) dbname=\(database) user=bellows" }

  /// Runs SQL with `psql` and returns its rows: values with `|` between them, NULL as `∅`.
  public func run(_ sql: String, in database: String) throws -> [String] {
    let psql = Process()
    psql.executableURL = URL(fileURLWithPath: binaries + "/psql")
    psql.arguments = [
      "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--pset=null=∅", "--set=ON_ERROR_STOP=1", "--host",
      folder,
      "--username=bellows", "--dbname", database, "--command", sql,
    ]
    let output = Pipe()
    let errors = Pipe()
    psql.standardInput = FileHandle.nullDevice
    psql.standardOutput = output
    psql.standardError = errors
    try psql.run()
    let lines = try Self.bytes(of: output.fileHandleForReading)
    let message = try Self.bytes(of: errors.fileHandleForReading)
    psql.waitUntilExit()
    guard psql.terminationStatus == 0 else {
      throw StatementFailed(description: String(decoding: message, as: UTF8.self))
    }
    return String(decoding: lines, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// Reads a number of bytes, or to the end.
  ///
  /// `FileHandle.readData(ofLength:)` would end the process at an error, such as an interrupted call.
  static func bytes(of handle: FileHandle, count: Int = .max) throws -> Data {
    var data = Data()
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while data.count < count {
      let size = read(handle.fileDescriptor, &buffer, min(buffer.count, count - data.count))
      if size < 0, errno == EINTR { continue }
      if size < 0 { throw StatementFailed(description: String(cString: strerror(errno))) }
      if size == 0 { break }
      data.append(contentsOf: buffer[..<size])
    }
    return data
  }

  /// A statement that `psql` reports an error for.
  public struct StatementFailed: Error, CustomStringConvertible {
    /// The error.
    public let description: String
  }
}

/// There is no PostgreSQL server to test with.
public struct ServerMissing: Error, CustomStringConvertible {
  /// What is missing, and how to install it.
  public let description: String

  init(_ reason: String) {
    description =
      "PostgreSQL: \(reason). These tests need a server, 15 or later: apt-get install postgresql, or brew install "
      + "postgresql@17; Tests/run does it"
  }
}

extension PostgreSQLServer {
  /// The folder of the server's programs: `BELLOWS_POSTGRES_BIN`, or that of the newest one that is installed.
  static func findBinaries() throws -> String {
    let versions = { (folder: String) in
      ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
        .sorted { $0.compare($1, options: .numeric) == .orderedDescending }
    }
    let debian = versions("/usr/lib/postgresql").map { "/usr/lib/postgresql/\($0)/bin" }
    let brew = ["/opt/homebrew/opt", "/usr/local/opt"].flatMap { opt in
      versions(opt).filter { $0.hasPrefix("postgresql") }.map { "\(opt)/\($0)/bin" }
    }
    let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    let wanted = ProcessInfo.processInfo.environment["BELLOWS_POSTGRES_BIN"].map { [$0] }
    let found = (wanted ?? debian + brew + path + ["/usr/pgsql/bin"]).first { folder in
      ["initdb", "postgres", "pg_isready", "psql"].allSatisfy {
        FileManager.default.isExecutableFile(atPath: "\(folder)/\($0)")
      }
    }
    guard let found else { throw ServerMissing("no folder has initdb, postgres, pg_isready and psql") }
    return found
  }

  /// The folders of servers that come with the extension `vector`: `BELLOWS_PGVECTOR_BIN`, or where Tests/run puts one.
  private static var pgvectorFolders: [String] {
    let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    return [
      ProcessInfo.processInfo.environment["BELLOWS_PGVECTOR_BIN"],
      repository + "/.build/pgvector/pgserver/pginstall/bin",
    ].compactMap { $0 }
  }

  /// Whether a server has the extension `vector`.
  private static func hasVectors(_ binaries: String) -> Bool {
    let config = Process()
    config.executableURL = URL(fileURLWithPath: binaries + "/pg_config")
    config.arguments = ["--sharedir"]
    let output = Pipe()
    config.standardOutput = output
    config.standardError = FileHandle.nullDevice
    guard (try? config.run()) != nil, let answer = try? bytes(of: output.fileHandleForReading) else { return false }
    config.waitUntilExit()
    let folder = String(decoding: answer, as: UTF8.self).split(separator: "\n").first.map(String.init) ?? ""
    return FileManager.default.fileExists(atPath: folder + "/extension/vector.control")
  }

  /// The command as another user where this one is root, for whom a server refuses to run.
  static func withoutRoot(_ command: [String], folder: String) throws -> [String] {
    guard geteuid() == 0 else { return command }
    for name in ["postgres", "_postgres", "nobody"] {
      guard let user = getpwnam(name) else { continue }
      let (uid, gid) = (user.pointee.pw_uid, user.pointee.pw_gid)
      guard chown(folder, uid, gid) == 0 else { break }
      let setpriv = "/usr/bin/setpriv"
      if FileManager.default.isExecutableFile(atPath: setpriv) {
        return [setpriv, "--reuid=\(uid)", "--regid=\(gid)", "--clear-groups"] + command
      }
      return ["/usr/bin/sudo", "-n", "-u", name] + command
    }
    throw ServerMissing("a server refuses to run as root, and there is no user postgres or nobody to run it as")
  }
}
