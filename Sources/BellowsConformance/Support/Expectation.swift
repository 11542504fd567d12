// Part of Bellows. MIT licence: see LICENSE.

/// An expectation of a check that does not hold.
struct UnmetExpectation: Error, CustomStringConvertible {
  var description: String
}

/// Throws unless a condition holds.
func expect(
  _ condition: Bool, _ reason: @autoclosure () -> String, file: String = #fileID, line: UInt = #line
) throws {
  if !condition { throw UnmetExpectation(description: "\(reason()) (\(file):\(line))") }
}

/// Throws unless a value is the expected one.
func expect<Value: Equatable>(
  _ found: Value, is expected: Value, _ reason: @autoclosure () -> String = "", file: String = #fileID,
  line: UInt = #line
) throws {
  try expect(
    found == expected, "expected \(expected), found \(found)" + (reason().isEmpty ? "" : ": \(reason())"), file: file,
    line: line)
}

/// Returns the error that `work` throws; throws unless it has the expected type.
@discardableResult func expectError<Failure: Error, Result>(
  _ type: Failure.Type, file: String = #fileID, line: UInt = #line, from work: () async throws -> Result
) async throws -> Failure {
  do {
    _ = try await work()
  } catch let error as Failure {
    return error
  } catch {
    throw UnmetExpectation(description: "expected \(type), found the error \(error) (\(file):\(line))")
  }
  throw UnmetExpectation(description: "expected \(type), and nothing was thrown (\(file):\(line))")
}
