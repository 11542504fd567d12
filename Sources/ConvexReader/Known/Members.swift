// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// The members of values that JavaScript defines.
extension Evaluator {
  func member(_ name: String, of value: ScriptValue, _ range: SourceRange) throws(Unresolved) -> ScriptValue {
    switch value {
    case .unresolved: return value
    case .object(let object):
      if let property = object[name] { return property.value }
      if let unknown = object.unknownPart { return .unresolved(unknown) }
      return name == "hasOwnProperty" ? .builtin(ownership(of: object)) : .undefined
    case .namespace(let source): return try exported(name, of: source, range)
    case .validator(let validator): return member(name, of: validator, range)
    case .table(let table): return member(name, of: table, range)
    case .schema(let schema): return member(name, of: schema, range)
    case .list(let values):
      if name == "length" { return .number(Double(values.count)) }
      if let index = Int(name) { return values.indices.contains(index) ? values[index] : .undefined }
      if let method = listMethod(name, values) { return .builtin(method) }
    case .string(let text):
      if name == "length" { return .number(Double(text.utf16.count)) }
      if let method = stringMethod(name, text) { return .builtin(method) }
    case .function, .builtin, .undefined, .null, .boolean, .number, .bigint: break
    }
    return .unresolved(Unresolved(.wrongValue, "\(value.description) has no '\(name)' that is evaluated", range))
  }

  private func exported(_ name: String, of source: ModuleSource, _ range: SourceRange) throws(Unresolved) -> ScriptValue
  {
    switch source {
    case .unresolved(let reason): return .unresolved(reason)
    case .builtin(let package): return try knownExport(name, of: package, range) ?? .undefined
    case .file(let module):
      var visited: Set<Int> = []
      return try export(name, of: module, &visited, usedAt: range) ?? .undefined
    }
  }

  private func ownership(of object: ScriptObject) -> Builtin {
    Builtin(name: "hasOwnProperty") { _, arguments, _ throws(Unresolved) in
      guard let key = arguments.first?.text else { return .boolean(false) }
      return .boolean(object[key] != nil)
    }
  }

  // MARK: Arrays

  private func listMethod(_ name: String, _ values: [ScriptValue]) -> Builtin? {
    let run: (Evaluator, [ScriptValue], SourceRange) throws(Unresolved) -> ScriptValue
    switch name {
    case "map", "filter", "flatMap", "find", "some", "every", "forEach":
      run = { evaluator, arguments, range throws(Unresolved) in
        try evaluator.each(name, values, arguments.first ?? .undefined, range)
      }
    case "reduce":
      run = { evaluator, arguments, range throws(Unresolved) in
        try evaluator.reduce(values, arguments, range)
      }
    case "concat":
      run = { evaluator, arguments, range throws(Unresolved) in
        var result = values
        for argument in arguments {
          if case .unresolved = argument { return argument }
          if case .list(let more) = argument { result += more } else { result.append(argument) }
        }
        try evaluator.spend(result.count, range)
        return .list(result)
      }
    case "slice":
      run = { _, arguments, _ throws(Unresolved) in
        .list(Array(values[Slice.range(arguments, count: values.count)]))
      }
    case "includes", "indexOf":
      run = { evaluator, arguments, range throws(Unresolved) in
        try evaluator.search(name, values, arguments.first ?? .undefined, range)
      }
    case "join":
      run = { evaluator, arguments, range throws(Unresolved) in
        try evaluator.join(values, arguments.first?.text ?? ",", range)
      }
    case "reverse", "flat", "entries", "keys", "values":
      run = { evaluator, _, range throws(Unresolved) in
        try evaluator.spend(values.count, range)
        return .list(Self.rearranged(name, values))
      }
    default: return nil
    }
    return Builtin(name: name, call: run)
  }

  private static func rearranged(_ name: String, _ values: [ScriptValue]) -> [ScriptValue] {
    switch name {
    case "reverse": return values.reversed()
    case "flat": return values.flatMap { value in if case .list(let inner) = value { inner } else { [value] } }
    case "entries": return values.enumerated().map { .list([.number(Double($0.offset)), $0.element]) }
    case "keys": return values.indices.map { .number(Double($0)) }
    default: return values
    }
  }

  private func each(
    _ name: String, _ values: [ScriptValue], _ function: ScriptValue, _ range: SourceRange
  ) throws(Unresolved) -> ScriptValue {
    var result: [ScriptValue] = []
    for (index, value) in values.enumerated() {
      let answer = try call(function, [value, .number(Double(index)), .list(values)], range)
      switch name {
      case "map":
        result.append(answer)
        continue
      case "flatMap":
        if case .list(let inner) = answer { result += inner } else { result.append(answer) }
        try spend(result.count / 64, range)
        continue
      default: break
      }
      if case .unresolved = answer { return answer }
      switch name {
      case "filter": if answer.isTrue { result.append(value) }
      case "find": if answer.isTrue { return value }
      case "some": if answer.isTrue { return .boolean(true) }
      case "every": if !answer.isTrue { return .boolean(false) }
      default: break
      }
    }
    switch name {
    case "some": return .boolean(false)
    case "every": return .boolean(true)
    case "find", "forEach": return .undefined
    default: return .list(result)
    }
  }

  private func reduce(
    _ values: [ScriptValue], _ arguments: [ScriptValue], _ range: SourceRange
  ) throws(Unresolved) -> ScriptValue {
    guard let function = arguments.first else { return .undefined }
    var rest = values[...]
    guard var result = arguments.count > 1 ? arguments[1] : rest.popFirst() else { return .undefined }
    for (index, value) in rest.enumerated() {
      result = try call(function, [result, value, .number(Double(index)), .list(values)], range)
      if case .object(let object) = result { try spend(object.keys.count, range) }
    }
    return result
  }

  private func search(
    _ name: String, _ values: [ScriptValue], _ wanted: ScriptValue, _ range: SourceRange
  ) throws(Unresolved) -> ScriptValue {
    try spend(values.count / 8, range)
    guard let text = wanted.text else {
      return .unresolved(Unresolved(.wrongValue, "'\(name)' is not evaluated for \(wanted.description)", range))
    }
    let index = values.firstIndex { $0.description == wanted.description && $0.text?.hasSameBytes(as: text) == true }
    return name == "includes" ? .boolean(index != nil) : .number(index.map(Double.init) ?? -1)
  }

  private func join(_ values: [ScriptValue], _ separator: String, _ range: SourceRange) throws(Unresolved)
    -> ScriptValue
  {
    var texts: [String] = []
    for value in values {
      guard let text = value.text else {
        return .unresolved(Unresolved(.wrongValue, "\(value.description) has no text here", range))
      }
      try spend(1 + text.utf8.count / 16, range)
      texts.append(value.isMissing ? "" : text)
    }
    return .string(texts.joined(separator: separator))
  }

  // MARK: Strings

  private func stringMethod(_ name: String, _ text: String) -> Builtin? {
    let known: Set<String> = [
      "toUpperCase", "toLowerCase", "trim", "startsWith", "endsWith", "includes", "split", "slice", "concat",
      "toString",
    ]
    guard known.contains(name) else { return nil }
    return Builtin(name: name) { evaluator, arguments, range throws(Unresolved) in
      if let unknown = arguments.first(where: { if case .unresolved = $0 { true } else { false } }) { return unknown }
      try evaluator.spend(1 + text.utf8.count / 16, range)
      let other = arguments.first?.text ?? ""
      switch name {
      case "toUpperCase": return .string(text.uppercased())
      case "toLowerCase": return .string(text.lowercased())
      case "trim":
        return .string(String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()))
      case "startsWith": return .boolean(text.hasPrefix(other))
      case "endsWith": return .boolean(text.hasSuffix(other))
      case "includes": return .boolean(other.isEmpty || text.contains(other))
      case "split":
        let parts =
          other.isEmpty
          ? text.map { String($0) } : text.split(separator: other, omittingEmptySubsequences: false).map(String.init)
        try evaluator.spend(parts.count, range)
        return .list(parts.map { .string($0) })
      case "slice":
        let units = Array(text.utf16)
        return .string(String(decoding: units[Slice.range(arguments, count: units.count)], as: UTF16.self))
      case "concat": return .string(arguments.reduce(text) { $0 + ($1.text ?? "") })
      default: return .string(text)
      }
    }
  }
}

enum Slice {
  /// Returns the range of `slice(start, end)`, where negative numbers count from the end.
  static func range(_ arguments: [ScriptValue], count: Int) -> Range<Int> {
    func index(_ position: Int, _ fallback: Int) -> Int {
      guard position < arguments.count, case .number(let number) = arguments[position], !number.isNaN else {
        return fallback
      }
      let bounded = max(-1e9, min(1e9, number))
      let index = Int(bounded)
      return max(0, min(count, index < 0 ? count + index : index))
    }
    let start = index(0, 0)
    return start..<max(start, index(1, count))
  }
}
