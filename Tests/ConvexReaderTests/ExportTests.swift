// Part of Bellows. MIT licence: see LICENSE.
import ConvexReader
import SchemaLanguage
import SchemaModel
import Testing

/// The JSON that `schema.export()` of Convex returns.
@Suite struct ExportTests {
  @Test("Every type and index of the export is read")
  func everything() throws {
    let text = #"""
      {"tables": [
        {"tableName": "t",
         "indexes": [{"indexDescriptor": "by_a", "fields": ["a", "o.x"]}], "stagedDbIndexes": [],
         "searchIndexes": [{"indexDescriptor": "s", "searchField": "a", "filterFields": ["b"]}],
         "vectorIndexes": [{"indexDescriptor": "v", "vectorField": "w", "dimensions": 3, "filterFields": []}],
         "documentType": {"type": "object", "value": {
           "a": {"fieldType": {"type": "string"}, "optional": false},
           "b": {"fieldType": {"type": "number"}, "optional": true},
           "c": {"fieldType": {"type": "bigint"}, "optional": false},
           "d": {"fieldType": {"type": "union", "value": [{"type": "null"}, {"type": "boolean"}]}, "optional": false},
           "e": {"fieldType": {"type": "literal", "value": {"$integer": "KgAAAAAAAAA="}}, "optional": false},
           "f": {"fieldType": {"type": "literal", "value": "x"}, "optional": false},
           "g": {"fieldType": {"type": "literal", "value": 1.5}, "optional": false},
           "i": {"fieldType": {"type": "id", "tableName": "_storage"}, "optional": false},
           "o": {"fieldType": {"type": "object", "value": {"x": {"fieldType": {"type": "any"}, "optional": true}}}, "optional": false},
           "r": {"fieldType": {"type": "record", "keys": {"type": "string"}, "values": {"fieldType": {"type": "bytes"}, "optional": false}}, "optional": false},
           "w": {"fieldType": {"type": "array", "value": {"type": "number"}}, "optional": false}}}},
        {"tableName": "u", "indexes": [], "searchIndexes": [], "vectorIndexes": [],
         "documentType": {"type": "union", "value": [
           {"type": "object", "value": {"k": {"fieldType": {"type": "literal", "value": "a"}, "optional": false}}},
           {"type": "object", "value": {"k": {"fieldType": {"type": "literal", "value": "b"}, "optional": false}}}]}}
      ], "schemaValidation": true}
      """#
    let reading = try readConvexExport(SourceFile(path: "schema.json", text: text))
    let expected = try readSchema([
      SourceFile(
        path: "expected.schema",
        text: """
          target convex
          table _storage external {}
          table t {
            a: string b: double? c: int d: null | bool e: 42 f: "x" g: 1.5 i: id<_storage> o: { x: any? }
            r: [string: bytes] w: [double]
            index by_a (a, o.x)
            search s (a) filter (b)
            vector v (w) dimensions 3
          }
          table u = { k: "a" } | { k: "b" }
          """)
    ])
    #expect(printSchema(reading.schema) == printSchema(expected))
  }

  @Test(
    "What is no export is refused with its position",
    arguments: [
      ("", "1:1: this is no JSON: an expression is expected here, where the file ends"),
      ("[]", "1:1: this is no schema that Convex exported"),
      ("{\"tables\": [\n  {\"tableName\": 5}]}", "2:4: 'tableName' must be a string"),
      (
        "{\"tables\": [{\"tableName\": \"t\",\n \"documentType\": {\"type\": \"strange\"}}]}",
        "2:19: the type 'strange' is not known"
      ),
      ("{\"tables\": []} x", "1:16: this is no JSON: the file must end here"),
      ("{\"tables\": [{\"tableName\": \"t\"}]}", "1:14: 'documentType' is missing"),
    ])
  func refused(text: String, message: String) {
    let failure = #expect(throws: ConvexReadingFailure.self) {
      try readConvexExport(SourceFile(path: "schema.json", text: text))
    }
    let found = failure.map(messages) ?? []
    #expect(found.first?.hasPrefix("schema.json:" + message) == true, "\(found)")
  }
}
