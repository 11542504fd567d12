// Part of Bellows. MIT licence: see LICENSE.
import Foundation

/// A PostgreSQL server of one test, which starts again whenever it is killed.
///
/// It ends when nothing uses it, or with the test process.
public final class RestartableServer: Sendable {
  /// The folder of the socket: `host` in a connection string.
  public var folder: String { process.folder }
  private let process: ServerProcess

  /// Starts a server.
  ///
  /// - Parameter settings: More settings: `autovacuum=on`.
  /// - Throws: `ServerMissing` where no server is installed.
  public convenience init(settings: [String] = []) throws {
    try self.init(Self.initialise, settings: settings)
  }

  /// Copies the server and starts the copy, which follows it.
  public func makeReplica() throws -> RestartableServer {
    let options = "--pgdata=data --write-recovery-conf --checkpoint=fast --wal-method=stream --username=bellows"
    return try RestartableServer("\"$2/pg_basebackup\" \(options) --host='\(folder)' >log 2>&1 || exit")
  }

  /// - Parameter create: The shell command that creates the folder `data`.
  private init(_ create: String, settings: [String] = []) throws {
    let binaries = try PostgreSQLServer.findBinaries()
    process = try ServerProcess(
      "the server of \(binaries)", kind: "pg", arguments: [binaries] + settings.flatMap { ["-c", $0] },
      script: "\(Self.prologue)\n\(create)\n\(Self.script)")
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
  ///
  /// A replica lets a query end before it replays what conflicts with it.
  private static let script = #"""
    folder=$1
    programs=$2
    (
      while [ ! -e stop ]; do
        (
        if [ -e limit ]; then ulimit -f "$(cat limit)"; fi
        shift 2
        exec "$programs/postgres" -D data -k "$folder" -c listen_addresses= -c fsync=off -c shared_buffers=32MB \
          -c max_connections=200 -c autovacuum=off -c restart_after_crash=on -c max_standby_streaming_delay=-1 "$@" >>log 2>&1
        )
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
    while kill -0 $! 2>/dev/null; do
      kill -QUIT "$(head -n 1 data/postmaster.pid)"
      sleep 0.05
    done
    cd / && rm -rf "$1"
    """#

  /// A connection string for the database `test`, or another one.
  public func connection(to database: String) -> String { "host=\(folder) dbname=\(database) user=bellows" }

  /// Makes the disk full when a file has so many megabytes, or takes that back, from the next start of the server on.
  public func limitFiles(megabytes: Int?) throws {
    let path = folder + "/limit"
    // The shell counts blocks of 512 bytes.
    if let megabytes {
      try "\(megabytes * 2048)".write(toFile: path, atomically: true, encoding: .utf8)
      chmod(path, 0o644)
    } else {
      try FileManager.default.removeItem(atPath: path)
    }
  }

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
