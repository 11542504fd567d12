// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// A library with which an app reads and writes rows; `bellows init` writes the file that connects it with the row types.
enum ClientLibrary: CaseIterable {
  case grdb
  case postgresNIO

  var option: Option {
    switch self {
    case .grdb: .grdb
    case .postgresNIO: .postgresnio
    }
  }

  /// The database that it is for.
  var target: Target {
    switch self {
    case .grdb: .sqlite
    case .postgresNIO: .postgresql
    }
  }

  /// Its name, which is that of its product.
  var name: String {
    switch self {
    case .grdb: "GRDB"
    case .postgresNIO: "PostgresNIO"
    }
  }

  /// Its package.
  var package: String {
    switch self {
    case .grdb: "GRDB.swift"
    case .postgresNIO: "postgres-nio"
    }
  }

  /// The path of the file, in a target of its own.
  var path: String { "Sources/Bellows\(name)/Bellows\(name).swift" }

  var file: String {
    switch self {
    case .grdb: grdbFile
    case .postgresNIO: postgresNIOFile
    }
  }
}
