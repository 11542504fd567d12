// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

extension Target {
  /// The databases on which tables may have keys, unique indexes and types of every kind.
  ///
  /// The general tests of plans use all of these. Convex refuses such schemas, and has tests of its own.
  package static let withKeys = allCases.filter { $0.capabilities.limits == nil }
}
