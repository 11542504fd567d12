// Part of Bellows. MIT licence: see LICENSE.
import Foundation

/// PgBouncer before a server, in transaction mode: each transaction of a client may have another connection.
///
/// It ends when nothing uses it, or with the test process.
public final class ConnectionPooler: Sendable {
  /// The folder of its socket: `host` in a connection string.
  public var folder: String { process.folder }
  private let process: ServerProcess

  /// Starts a pooler for the databases of a server, given by the folder of its socket.
  ///
  /// - Throws: `ServerMissing` where PgBouncer is not installed: a test that needs it fails, and is not skipped.
  public init(before server: String) throws {
    let program = try SystemProgram.path(of: "pgbouncer")
    process = try ServerProcess(program, kind: "pb", arguments: [program, server], script: Self.script)
  }

  /// A connection string for a database.
  public func connection(to database: String) -> String { "host=\(folder) port=6432 dbname=\(database) user=bellows" }

  /// It is killed: it has no state, the shell lets what it starts in the background ignore QUIT, and TERM waits for clients
  /// in some versions.
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
    kill -KILL $!
    wait $!
    cd / && rm -rf "$1"
    """#
}
