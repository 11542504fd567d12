// Part of Bellows. MIT licence: see LICENSE.
import Foundation

/// A PostgreSQL server of one test, which starts again whenever it is killed.
///
/// It ends with the test process, as `PostgreSQLServer` does.
public final class RestartableServer: Sendable {
  /// The folder of the socket: `host` in a connection string.
  public let folder: String
  private let binaries: String
  private let standardInput = Pipe()
  private let process = Process()

  /// Starts a server.
  ///
  /// - Throws: `ServerMissing` where no server is installed.
  public convenience init() throws {
    try self.init(Self.initialise)
  }

  /// Copies the server and starts the copy, which follows it.
  public func makeReplica() throws -> RestartableServer {
    let options = "--pgdata=data --write-recovery-conf --checkpoint=fast --wal-method=stream --username=bellows"
    return try RestartableServer("\"$2/pg_basebackup\" \(options) --host='\(folder)' >log 2>&1 || exit")
  }

  /// - Parameter create: The shell command that creates the folder `data`.
  private init(_ create: String) throws {
    binaries = try PostgreSQLServer.findBinaries()
    var template = Array("/tmp/bellows-pg-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw ServerMissing("/tmp cannot be written to") }
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let output = Pipe()
    let command = try PostgreSQLServer.withoutRoot(
      ["/bin/sh", "-c", "\(Self.prologue)\n\(create)\n\(Self.script)", "sh", folder, binaries], folder: folder)
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
      throw ServerMissing("the server of \(binaries) did not start: \(log.suffix(2000))")
    }
  }

  private static let prologue = #"""
    trap '' PIPE HUP INT TERM
    export LC_ALL=C
    cd "$1" || exit
    """#

  private static let initialise = #"""
    "$2/initdb" --pgdata=data --username=bellows --auth=trust --encoding=UTF8 --locale=C --no-sync >log 2>&1 || exit
    """#

  /// A loop starts the server again: the first attempts fail while processes of the one before still have its memory.
  private static let script = #"""
    (
      while [ ! -e stop ]; do
        "$2/postgres" -D data -k "$1" -c listen_addresses= -c fsync=off -c shared_buffers=32MB \
          -c max_connections=200 -c autovacuum=off -c restart_after_crash=on >>log 2>&1
        sleep 0.05
      done
    ) &
    until "$2/pg_isready" -q -h "$1"; do
      kill -0 $! 2>/dev/null || exit
      sleep 0.05
    done
    echo ready
    cat >/dev/null
    touch stop
    kill -QUIT $(head -n 1 data/postmaster.pid)
    wait
    cd / && rm -rf "$1"
    """#

  /// A connection string for the database `test`, or another one.
  public func connection(to database: String) -> String { "host=\(folder) dbname=\(database) user=bellows" }

  /// Kills the server, whose other processes then end by themselves.
  ///
  /// Returns `false` while none runs.
  public func kill() -> Bool {
    guard let text = try? String(contentsOfFile: folder + "/data/postmaster.pid", encoding: .utf8),
      let line = text.split(separator: "\n").first, let number = Int32(line), number > 1
    else { return false }
    return Foundation.kill(number, SIGKILL) == 0
  }
}
