// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

// Compiled together with the sources of SchemaLanguage by Tests/Fuzz/run, under libFuzzer: no target of the package.

/// Reads any bytes as a schema file; a crash, a hang or a broken promise ends the run and leaves the bytes in a file.
///
/// The promises: what formats, formats to itself and reads as the same schema; what is printed reads back.
@_cdecl("LLVMFuzzerTestOneInput")
public func readAnyBytes(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let file = SourceFile(path: "fuzz.schema", bytes: Array(UnsafeBufferPointer(start: start, count: count)))
  let (tree, problems) = parse(file, index: 0)
  if !problems.isEmpty {
    _ = render(problems, new: [file], old: [], inColour: false)
    return 0
  }
  guard let formatted = try? format(file) else { preconditionFailure("what parses must format") }
  let again = SourceFile(path: "fuzz.schema", text: formatted)
  guard let twice = try? format(again), twice.hasSameBytes(as: formatted) else {
    preconditionFailure("formatting twice must be formatting once")
  }
  let (schema, _) = resolve([tree])
  guard let schema else { return 0 }
  let fingerprint = schema.fingerprint
  precondition((try? readSchema([again]))?.fingerprint == fingerprint, "what is formatted must stay the same schema")
  let printed = SourceFile(path: "fuzz.schema", text: printSchema(schema))
  precondition((try? readSchema([printed]))?.fingerprint == fingerprint, "what is printed must read back")
  return 0
}
