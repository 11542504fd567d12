// Part of Bellows. MIT licence: see LICENSE.

// The values that a plan consists of: generated Swift and applications import only Bellows.
@_exported import PlanFormat
