// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// The first version of an app for a bakery: its schema is in several files.
let bakery = [
  "convex/schema.ts": """
  import { defineSchema, defineTable } from "convex/server";
  import { v } from "convex/values";
  import { customerFields } from "./model/customers";
  import orders from "./model/orders.js";
  import * as catalog from "./model/catalog";

  const settings = defineTable({ key: v.string(), value: v.any() }).index("by_key", ["key"]);

  export default defineSchema({
    customers: defineTable(customerFields)
      .index("by_email", ["email"]),
    orders,
    products: catalog.products,
    settings,
  });
  """,
  "convex/model/customers.ts": """
  import { v } from "convex/values";
  import { timestamps } from "../lib/helpers";

  export const address = v.object({
    street: v.string(),
    city: v.string(),
    zip: v.optional(v.string()),
  });

  export const customerFields = {
    name: v.string(),
    email: v.string(),
    address: v.optional(address),
    ...timestamps,
  };
  """,
  "convex/model/orders.ts": """
  import { defineTable } from "convex/server";
  import { v } from "convex/values";
  import { kinds, timestamps } from "../lib/helpers";

  export const states = ["open", "paid", "done"] as const;

  export default defineTable({
    customer: v.id("customers"),
    state: kinds(states),
    lines: v.array(v.object({ product: v.id("products"), count: v.number() })),
    note: v.string(),
    ...timestamps,
  }).index("by_customer", ["customer"]);
  """,
  "convex/model/catalog.ts": """
  import { defineTable } from "convex/server";
  import { v } from "convex/values";

  export type Price = { amount: bigint; currency: string };
  const label = /[a-z]+\\/[/]/g;

  export const products = defineTable({
    title: v.string(),
    price: v.number(),
    tags: v.array(v.string()),
  }).searchIndex("search_title", { searchField: "title" });
  """,
  "convex/lib/helpers.ts": """
  import { v } from "convex/values";

  export const timestamps = {
    updatedAt: v.number(),
  };

  /** A union of literals. */
  export const kinds = <T extends string>(names: readonly T[]) =>
    v.union(...names.map((name) => v.literal(name)));

  export function noise(value: unknown): string {
    for (const part of `${value} ${`${1}`}`.split(" ")) console.log(part);
    return "";
  }
  """,
]

/// A commit of the app.
struct HistoryStep {
  enum Edit {
    case replace(String, String, with: String)
    case create(String, String)
    case move(String, to: String)
  }

  var title: String
  var edits: [Edit]
  /// `nil` if the schema stays the same.
  var verdict: Verdict?
  var deploys: Int

  init(_ title: String, _ verdict: Verdict?, _ deploys: Int, _ edits: Edit...) {
    self.title = title
    self.edits = edits
    self.verdict = verdict
    self.deploys = deploys
  }

}
