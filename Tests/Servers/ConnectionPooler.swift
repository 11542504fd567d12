// Part of Bellows. MIT licence: see LICENSE.
import Foundation

/// PgBouncer before a server, in transaction mode: each transaction of a client may have another connection.
///
/// It ends with the test process, as `PostgreSQLServer` does.
public final class ConnectionPooler: Sendable {
  /// The folder of its socket: `host` in a connection string.
  public let folder: String
  private let standardInput = Pipe()
  private let process = Process()

  /// Starts a pooler for the databases of a server, given by the folder of its socket.
  ///
  /// - Throws: `ServerMissing` where PgBouncer is not installed: a test that needs it fails, and is not skipped.
  public init(before server: String) throws {
    let program = try Self.findProgram()
    var template = Array("/tmp/bellows-pb-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw ServerMissing("/tmp cannot be written to") }
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let output = Pipe()
    let command = try PostgreSQLServer.withoutRoot(
      ["/bin/sh", "-c", Self.script, "sh", folder, program, server], folder: folder)
    process.executableURL = URL(fileURLWithPath: command[0])
    process.arguments = Array(command.dropFirst())
    process.standardInput = standardInput
    process.standardOutput = output
    // Children of other tests must not hold the pipe open.
    for pipe in [standardInput, output] {
      for handle in [pipe.fileHandleForReading, pipe.fileHandleForWriting] {
        _ = fcntl(handle.fileDescriptor, F_SETFD, FD_CLOEXEC)
      }
    }
    try process.run()
    guard try PostgreSQLServer.bytes(of: output.fileHandleForReading, count: 6) == Data("ready\n".utf8) else {
      let log = (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? "without a log"
      throw ServerMissing("\(program) did not start: \(log.suffix(2000))")
    }
  }

  /// A connection string for a database.
  public func connection(to database: String) -> String { "host=\(folder) port=6432 dbname=\(database) user=bellows" }

  private static let script = #"""
    trap '' PIPE HUP INT TERM
    cd "$1" || exit
    cat >pgbouncer.ini <<INI
    [databases]
    * = host=$3 user=bellows
    [pgbouncer]
    pool_mode = transaction
    auth_type = any
    listen_addr =
    unix_socket_dir = $1
    logfile = $1/log
    max_client_conn = 200
    default_pool_size = 10
    INI
    "$2" pgbouncer.ini >>log 2>&1 &
    until [ -S .s.PGSQL.6432 ]; do
      kill -0 $! 2>/dev/null || exit
      sleep 0.05
    done
    echo ready
    cat >/dev/null
    kill -QUIT $! && wait $!
    cd / && rm -rf "$1"
    """#

  private static func findProgram() throws -> String {
    let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    let folders = path + ["/usr/sbin", "/opt/homebrew/bin", "/usr/local/bin"]
    let found = folders.map { $0 + "/pgbouncer" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    guard let found else { throw ServerMissing("no folder has pgbouncer: apt-get install pgbouncer") }
    return found
  }
}
