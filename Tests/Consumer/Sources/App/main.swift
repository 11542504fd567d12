// Part of Bellows. MIT licence: see LICENSE.
import Migrations

print("plans: \(plans.all.count)")
