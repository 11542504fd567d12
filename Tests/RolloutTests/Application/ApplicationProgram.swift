// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Foundation

/// A program made of emitted row types and of code that uses all that they offer.
///
/// It is compiled as an application would be, and called over a pipe: it gets a stored row and values for properties,
/// and answers with the columns that the row type writes, or with the properties that it reads.
final class ApplicationProgram {
  /// Row types of one code version, with the name of the enum that they are set in.
  struct Version {
    var name: String
    var rows: String
  }

  /// Something that code can do with the rows of a table.
  struct Operation: Hashable {
    enum Kind: Hashable { case insert, update, writeBack }

    /// The enum and the prefix of the row types: `P0V1.Users`.
    var rows: String
    var kind: Kind
    /// The properties that get a value.
    var properties: [String]

    var name: String { "\(rows) \(kind) \(properties.joined(separator: " "))" }
  }

  struct Failed: Error, CustomStringConvertible { var description: String }

  /// By the prefix of the row types.
  private(set) var operations: [String: [Operation]] = [:]
  private let folder: URL
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var buffer = Data()

  init(_ versions: [Version]) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("bellows-code-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for version in versions { try write(version.rows, to: "\(version.name).swift") }
    try compile(
      ["-c", "-parse-as-library", "-module-name", "Migrations", "-emit-module", "-emit-symbol-graph"]
        + ["-emit-symbol-graph-dir", ".", "-o", "Migrations.o"] + versions.map { "\($0.name).swift" })
    let graph = try Data(contentsOf: folder.appendingPathComponent("Migrations.symbols.json"))
    try write(Self.support, to: "Support.swift")
    var lines = source(try EmittedInterface(symbolGraph: graph))
    try write(lines.joined(separator: "\n"), to: "main.swift")
    // The symbol graph does not say that a setter is private: the compiler does.
    let refused = try compiled(["-typecheck", "-I", ".", "main.swift", "Support.swift"])
    for match in refused.output.matches(of: #/main\.swift:(\d+):\d+: error: .*setter is inaccessible/#) {
      if let number = Int(match.1) { lines[number - 1] = "" }
    }
    let source = lines.joined(separator: "\n")
    operations = operations.mapValues { $0.filter { source.contains("operations[\"\($0.name)\"]") } }
    try write(source, to: "main.swift")
    let objects = try BuiltProgram.objects(of: ["Bellows", "PlanFormat", "SchemaEdits"])
    try compile(
      ["-module-name", "Application", "-I", ".", "-o", "application", "main.swift", "Support.swift", "Migrations.o"]
        + objects)
    process.executableURL = folder.appendingPathComponent("application")
    process.standardInput = input
    process.standardOutput = output
    try process.run()
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }

  private func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }

  private func compile(_ arguments: [String]) throws {
    let result = try compiled(arguments)
    if result.status != 0 { throw Failed(description: result.output) }
  }

  private func compiled(_ arguments: [String]) throws -> (output: String, status: Int32) {
    let result = try BuiltProgram.run(
      "/usr/bin/env",
      [
        "swiftc", "-Onone", "-suppress-warnings", "-diagnostic-style", "llvm", "-wmo", "-swift-version", "6", "-I",
        BuiltProgram.modules.path,
      ] + arguments, in: folder)
    return (result.output, result.status)
  }

  // MARK: - Calls

  /// The columns that an operation writes, with their values.
  func write(_ operation: Operation, row: [JSONValue?], values: [String: JSONValue?]) throws -> Answer {
    try call(operation.name, row, values)
  }

  /// The properties of a stored row.
  func read(_ rows: String, row: [JSONValue?]) throws -> Answer { try call("\(rows) read", row, [:]) }

  enum Answer {
    case values([String: JSONValue?])
    /// The Swift type has no such value.
    case noSuchValue(String)
    /// The stored row cannot be read.
    case unreadable(String)
  }

  private func call(_ name: String, _ row: [JSONValue?], _ values: [String: JSONValue?]) throws -> Answer {
    let request = JSONValue.object(
      JSONObject([
        ("call", .string(name)), ("row", .array(row.map(Self.tagged))),
        ("values", .object(JSONObject(values.sorted { $0.key < $1.key }.map { ($0.key, Self.tagged($0.value)) }))),
      ]))
    try input.fileHandleForWriting.write(contentsOf: Data((request.text + "\n").utf8))
    guard case .object(let answer) = try JSONValue(text: nextLine()) else { throw Failed(description: "no answer") }
    if case .string(let text)? = answer["noSuchValue"] { return .noSuchValue(text) }
    if case .string(let text)? = answer["unreadable"] { return .unreadable(text) }
    guard case .object(let found)? = answer["values"] else { throw Failed(description: "\(name): \(answer)") }
    return .values(
      Dictionary(found.members.map { ($0.key, Self.untagged($0.value)) }, uniquingKeysWith: { first, _ in first }))
  }

  private func nextLine() throws -> String {
    while true {
      if let end = buffer.firstIndex(of: 10) {
        defer { buffer = Data(buffer[(end + 1)...]) }
        return String(decoding: buffer[..<end], as: UTF8.self)
      }
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { throw Failed(description: "the application ended") }
      buffer.append(more)
    }
  }

  /// A column's value for the pipe: JSON, or bytes, or `null` for no value.
  private static func tagged(_ value: JSONValue?) -> JSONValue {
    switch value {
    case nil: .null
    case .bytes(let data)?: .array([.string("bytes"), .string(data.base64EncodedString())])
    case let json?: .array([.string("json"), json])
    }
  }

  private static func untagged(_ value: JSONValue) -> JSONValue? {
    guard case .array(let parts) = value, parts.count == 2 else { return nil }
    guard parts[0] == .string("bytes"), case .string(let text) = parts[1] else { return parts[1] }
    return .bytes(Data(base64Encoded: text) ?? Data())
  }
}

// MARK: - The program's text

extension ApplicationProgram {
  /// The program, with a function for each operation of each row type.
  private func source(_ interface: EmittedInterface) -> [String] {
    var lines = ["import Bellows", "import Migrations", "var operations: [String: (Call) throws -> Answer] = [:]"]
    for (name, write) in interface.structs.sorted(by: { $0.key < $1.key }) where name.hasSuffix("Write") {
      let rows = String(name.dropLast(5))
      let reads = interface.structs[rows + "Row"] != nil
      lines += reading(rows, interface.structs[rows + "Row"])
      for parameters in write.initialisers {
        // A row that exists cannot be changed without reading it first.
        if parameters.isEmpty { continue }
        let required = parameters.filter { !$0.hasDefault }
        for some in [parameters] + (required == parameters ? [] : [required]) {
          add(.insert, rows, some, "return try changes(\(name)(\(Self.arguments(some))))", &lines)
        }
      }
      guard reads else { continue }
      let start = "var row = \(name)(try call.row(\(rows)Row.self)); "
      for (property, traits) in write.properties.sorted(by: { $0.key < $1.key }) where traits.isSettable {
        let one = [EmittedInterface.Parameter(label: property, isOptional: traits.isOptional, hasDefault: false)]
        let place = "row.\(Self.escaped(property))"
        add(
          .update, rows, one, start + "\(place) = \(Self.value(of: one[0])); return try changes(row)", &lines)
        add(
          .writeBack, rows, one,
          start + "let value = \(place); \(place) = value; return try changes(row)", &lines)
      }
      for parameters in write.setters {
        add(
          .update, rows, parameters, start + "row.set(\(Self.arguments(parameters))); return try changes(row)", &lines)
      }
    }
    return lines + ["serve(operations)", ""]
  }

  private func reading(_ rows: String, _ row: EmittedInterface.RowStruct?) -> [String] {
    guard let row else { return [] }
    let members = row.properties.keys.sorted().map { "\"\($0)\": tagged(row.\(Self.escaped($0)))" }
    return [
      "operations[\"\(rows) read\"] = { call in let row = try call.row(\(rows)Row.self); "
        + "return [\(members.isEmpty ? ":" : members.joined(separator: ", "))] }"
    ]
  }

  private func add(
    _ kind: Operation.Kind, _ rows: String, _ parameters: [EmittedInterface.Parameter], _ body: String,
    _ lines: inout [String]
  ) {
    let operation = Operation(rows: rows, kind: kind, properties: parameters.map(\.label))
    operations[rows, default: []].append(operation)
    lines.append("operations[\"\(operation.name)\"] = { call in \(body) }")
  }

  private static func arguments(_ parameters: [EmittedInterface.Parameter]) -> String {
    parameters.map { "\(label($0.label)): \(value(of: $0))" }.joined(separator: ", ")
  }

  private static func value(of parameter: EmittedInterface.Parameter) -> String {
    "try call.\(parameter.isOptional ? "optional" : "required")(\"\(parameter.label)\")"
  }

  /// A name of the symbol graph, which has no backticks, as a member; some may be keywords.
  private static func escaped(_ name: String) -> String { name.allSatisfy(\.isLetter) ? "`\(name)`" : name }

  /// As a label: few keywords are none.
  private static func label(_ name: String) -> String { ["inout", "let", "var"].contains(name) ? "`\(name)`" : name }

  /// The parts that do not depend on the row types.
  private static let support = #"""
    import Bellows
    import Foundation

    typealias Answer = [String: JSONValue]
    struct NoSuchValue: Error { var text: String }

    struct Call {
      var stored: StoredRow
      var values: JSONObject

      func row<Row: ReadableRow>(_ type: Row.Type) throws -> Row { try Row(row: stored) }

      func optional<Value: StoredValue>(_ name: String) throws -> Value? {
        guard let json = values[name].flatMap(untagged) else { return nil }
        do { return try Value(json: json) } catch { throw NoSuchValue(text: "\(name): \(error)") }
      }

      func required<Value: StoredValue>(_ name: String) throws -> Value {
        guard let value: Value = try optional(name) else { throw NoSuchValue(text: "\(name): no value") }
        return value
      }
    }

    func tagged(_ value: (some StoredValue)?) -> JSONValue { tagged(value?.json) }

    func tagged(_ value: JSONValue?) -> JSONValue {
      switch value {
      case nil: .null
      case .bytes(let data)?: .array([.string("bytes"), .string(data.base64EncodedString())])
      case let json?: .array([.string("json"), json])
      }
    }

    func untagged(_ value: JSONValue) -> JSONValue? {
      guard case .array(let parts) = value, parts.count == 2 else { return nil }
      guard parts[0] == .string("bytes"), case .string(let text) = parts[1] else { return parts[1] }
      return .bytes(Data(base64Encoded: text) ?? Data())
    }

    func changes(_ row: some WritableRow) throws -> Answer {
      Dictionary(try RowChanges(row).values.map { ($0.column.name, tagged($0.value)) }) { first, _ in first }
    }

    func serve(_ operations: [String: (Call) throws -> Answer]) {
      while let line = readLine() {
        FileHandle.standardOutput.write(Data((answer(line, operations).text + "\n").utf8))
      }
    }

    func answer(_ line: String, _ operations: [String: (Call) throws -> Answer]) -> JSONValue {
      do {
        guard case .object(let request) = try JSONValue(text: line), case .string(let name)? = request["call"],
          case .array(let row)? = request["row"], case .object(let values)? = request["values"],
          let operation = operations[name]
        else { return .string("no such call: \(line)") }
        let found = try operation(Call(stored: StoredRow(row.map(untagged)), values: values))
        return .object(
          JSONObject([("values", .object(JSONObject(found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })))]))
      } catch let error as NoSuchValue {
        return .object(JSONObject([("noSuchValue", .string(error.text))]))
      } catch {
        return .object(JSONObject([("unreadable", .string("\(error)"))]))
      }
    }
    """#
}
