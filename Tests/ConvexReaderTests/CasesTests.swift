// Part of Bellows. MIT licence: see LICENSE.
import ConvexReader
import Foundation
import SchemaModel
import Testing

/// Cases on disk, if `BELLOWS_CONVEX_CASES` names a folder of them: each a folder with `schema.ts` and `expected.json`.
@Suite struct CasesTests {
  @Test(
    "Every case is read as it says, or refused",
    .enabled(if: ProcessInfo.processInfo.environment["BELLOWS_CONVEX_CASES"] != nil))
  func cases() throws {
    let root = try #require(ProcessInfo.processInfo.environment["BELLOWS_CONVEX_CASES"])
    for name in try FileManager.default.contentsOfDirectory(atPath: root).sorted() {
      let folder = root + "/" + name
      let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/expected.json"))
      let expected = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      let number = Int(name.prefix(2)) ?? 0
      do throws(ConvexReadingFailure) {
        let reading = try readConvexSchema(at: folder + "/schema.ts", in: DiskFiles())
        #expect(number < 50, "\(name) is read")
        var tables: [String: Any] = [:]
        for table in reading.schema.tables { tables[table.name.text] = json(table) }
        #expect(description(normalised(tables)) == description(normalised(expected["tables"])), "\(name)")
      } catch {
        #expect(number >= 50, "\(name): \(messages(error))")
        print("\(name): \(messages(error).joined(separator: "\n"))")
      }
    }
  }
}

private struct DiskFiles: ConvexFiles {
  func contents(of path: String) -> ConvexFile {
    (try? Data(contentsOf: URL(fileURLWithPath: path))).map { .text(Array($0)) } ?? .missing
  }

  func folders(in path: String) -> [String] { [] }
}

/// Sorts the members of unions, and leaves out what the schema language does not say.
private func normalised(_ value: Any?) -> Any {
  switch value {
  case let dictionary as [String: Any]:
    var result = dictionary.filter { $0.key != "staged" }.mapValues { normalised($0) }
    if let members = result["members"] as? [Any] {
      result["members"] = members.sorted { description($0) < description($1) }
    }
    if let filters = result["filterFields"] as? [String] {
      result["filterFields"] = filters.isEmpty ? nil : filters.sorted()
    }
    return result
  case let list as [Any]: return list.map { normalised($0) }
  case let value?: return value
  case nil: return NSNull()
  }
}

private func description(_ value: Any) -> String {
  let data = try? JSONSerialization.data(withJSONObject: value, options: [.sortedKeys, .fragmentsAllowed])
  return data.map { String(decoding: $0, as: UTF8.self) } ?? ""
}

private func json(_ table: Table) -> [String: Any] {
  let indexes = table.indexes.map { index -> [String: Any] in
    func names(_ paths: [[FieldName]]) -> [String] { paths.map { $0.map(\.text).joined(separator: ".") } }
    var result: [String: Any] = ["name": index.name.text, "fields": names(index.paths), "kind": "db"]
    if index.kind == .search { result["kind"] = "search" }
    if case .vector(let dimensions) = index.kind {
      result["kind"] = "vector"
      result["dimensions"] = dimensions
    }
    if !index.filters.isEmpty { result["filterFields"] = names(index.filters) }
    return result
  }
  return ["doc": json(table.rowType), "indexes": indexes]
}

private func json(_ type: ValueType) -> [String: Any] {
  switch type {
  case .any: return ["k": "any"]
  case .bounded(let bound): return json(.scalar(bound.scalar))
  case .scalar(let scalar):
    let names: [Scalar: String] = [
      .string: "string", .int: "int64", .double: "float64", .bool: "boolean", .bytes: "bytes", .null: "null",
    ]
    return ["k": names[scalar] ?? scalar.rawValue]
  case .literal(.string(let text)): return ["k": "literal", "value": text, "vt": "string"]
  case .literal(.double(let number)): return ["k": "literal", "value": number, "vt": "float64"]
  case .literal(.int(let number)): return ["k": "literal", "value": String(number), "vt": "int64"]
  case .literal(.bool(let flag)): return ["k": "literal", "value": flag, "vt": "boolean"]
  case .reference(let table): return ["k": "id", "table": table.text]
  case .array(let element): return ["k": "array", "el": json(element)]
  case .record(let key, let value):
    var keyType: [String: Any] = ["k": "string"]
    if case .reference(let table) = key { keyType = ["k": "id", "table": table.text] }
    return ["k": "record", "key": keyType, "value": json(value)]
  case .object(let members):
    var fields: [String: Any] = [:]
    for member in members { fields[member.name.text] = ["optional": member.isOptional, "type": json(member.type)] }
    return ["k": "object", "fields": fields]
  case .union(let members): return ["k": "union", "members": members.map { json($0) }]
  }
}
