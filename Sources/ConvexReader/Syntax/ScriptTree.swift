// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// An expression with its range in bytes.
struct Expression {
  indirect enum Kind {
    case word(String)
    case string(String)
    case number(Double)
    case bigint(Int64)
    case boolean(Bool)
    case null
    /// One text more than expressions.
    case template([String], [Expression])
    case array([Element])
    case object([Member])
    case function(FunctionSyntax)
    /// An expression with everything that is applied to it, left to right.
    case chain(Expression, [Suffix])
    /// `-x`, `+x`, `!x` or `typeof x`.
    case prefix(String, Expression)
    /// Operators of one precedence, left to right.
    case binary(Expression, [(symbol: String, right: Expression)])
    case choice(Expression, then: Expression, otherwise: Expression)
    /// Syntax that is not evaluated, in words; an error only where its value is used.
    case unsupported(String)
  }

  /// An element of an array, or an argument.
  struct Element {
    var value: Expression
    var isSpread: Bool
  }

  enum Member {
    case spread(Expression, Range<Int>)
    case property(key: Key, value: Expression)
    /// `get x()`, `set x()`: not evaluated.
    case accessor(key: Key)
  }

  struct Key {
    enum Name {
      case fixed(String)
      case computed(Expression)
    }
    var name: Name
    var range: Range<Int>
  }

  enum Suffix {
    case member(String, Range<Int>, isOptional: Bool)
    case index(Expression, Range<Int>, isOptional: Bool)
    case call([Element], Range<Int>, isOptional: Bool)

    /// Whether it yields `undefined` on a missing value.
    var isOptional: Bool {
      switch self {
      case .member(_, _, let isOptional), .index(_, _, let isOptional), .call(_, _, let isOptional): isOptional
      }
    }

    var range: Range<Int> {
      switch self {
      case .member(_, let range, _), .index(_, let range, _), .call(_, let range, _): range
      }
    }
  }

  var kind: Kind
  var range: Range<Int>
}

/// A function; its statements are parsed when it is called.
struct FunctionSyntax {
  var parameters: [Parameter]
  var body: Body
  /// Whether it is asynchronous or a generator, so that a call has no value here.
  var isDeferred: Bool

  enum Body {
    case expression(Expression)
    /// The index of the token after the opening brace.
    case block(Int)
  }
}

struct Parameter {
  var pattern: Pattern
  var isRest: Bool
}

/// The names that a declaration or a parameter binds.
indirect enum Pattern {
  case name(String, Range<Int>)
  case object([(key: Expression.Key, pattern: Pattern)], rest: String?)
  case array([Pattern?], rest: Pattern?)
  /// With a value for `undefined`.
  case fallback(Pattern, Expression)

  /// The names, in order.
  var names: [String] {
    switch self {
    case .name(let name, _): [name]
    case .object(let members, let rest): members.flatMap(\.pattern.names) + (rest.map { [$0] } ?? [])
    case .array(let elements, let rest): elements.compactMap { $0?.names }.joined() + (rest?.names ?? [])
    case .fallback(let pattern, _): pattern.names
    }
  }
}

/// A statement of a function.
enum Statement {
  case constant(Pattern, Expression)
  case function(String, FunctionSyntax)
  case result(Expression?)
  case condition(Expression, then: [Statement], otherwise: [Statement])
  /// In words; an error if it is reached.
  case unsupported(String, Range<Int>)
}

/// The declarations, imports and exports of a file; expressions are parsed where they are needed.
struct ModuleSyntax {
  enum Declaration {
    /// `const pattern = …` with the index of the first token of the value.
    case constant(Pattern, value: Int)
    /// A function, with the index of the token after its name.
    case function(at: Int, isDeferred: Bool)
    case enumeration(at: Int)
    /// `let`, a class: in words.
    case unsupported(String, Range<Int>)
  }

  struct Import {
    enum Name: Hashable {
      case named(String)
      case standard
      case namespace
    }
    var name: Name
    var specifier: String
    var range: Range<Int>
  }

  enum Export {
    case local(String, Range<Int>)
    case imported(Import)
  }

  var declarations: [String: Declaration] = [:]
  var imports: [String: Import] = [:]
  /// The names that other files can import, except the default one.
  var exports: [String: Export] = [:]
  /// `export * from`.
  var reexports: [Import] = []
  /// `export default`: the index of the first token of the expression.
  var defaultExpression: Int?
}
