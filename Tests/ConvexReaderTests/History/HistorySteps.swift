// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

private let schema = "convex/schema.ts"
private let customers = "convex/model/customers.ts"
private let orders = "convex/model/orders.ts"
private let catalog = "convex/model/catalog.ts"
private let helpers = "convex/lib/helpers.ts"
private let couriers = "convex/model/couriers.ts"

/// The commits of the app, in their order.
let bakeryHistory = firstYear + secondYear + thirdYear

private let firstYear = [
  HistoryStep(
    "an optional field", .safe, 1,
    .replace(customers, "  email: v.string(),\n", with: "  email: v.string(),\n  phone: v.optional(v.string()),\n")),
  HistoryStep(
    "the field becomes required", .breaking, 2,
    .replace(customers, "phone: v.optional(v.string())", with: "phone: v.string()")),
  HistoryStep(
    "a field is renamed", .breaking, 3,
    .replace(customers, "  name: v.string(),", with: "  fullName: v.string(), // @was(name)")),
  HistoryStep("the remark is removed", nil, 0, .replace(customers, " // @was(name)", with: "")),
  HistoryStep(
    "a state that a function turns into a literal", .safe, 1,
    .replace(orders, #""paid", "done""#, with: #""paid", "done", "cancelled""#)),
  HistoryStep(
    "a required field becomes optional", .safe, 1,
    .replace(orders, "note: v.string()", with: "note: v.optional(v.string())")),
  HistoryStep("a field is removed", .breaking, 2, .replace(orders, "  note: v.optional(v.string()),\n", with: "")),
  HistoryStep(
    "an index over more fields", .safe, 1,
    .replace(orders, #"["customer"]"#, with: #"["customer", "state"]"#)),
  HistoryStep(
    "a table, by a module that exports it again", .safe, 1,
    .create(
      couriers,
      """
      import { defineTable } from "convex/server";
      import { v } from "convex/values";
      const vehicle = v.union(
        v.literal("bike"),
        v.literal("car"),
      );
      export const courierTable = defineTable({ name: v.string(), vehicle });
      """),
    .create(
      "convex/model/index.ts", "export { courierTable as couriers } from './couriers';\nexport * from './catalog';\n"),
    .replace(
      schema, "import * as catalog", with: "import { couriers } from \"./model\";\nimport * as catalog"),
    .replace(schema, "  settings,\n", with: "  settings,\n  couriers,\n")),
  HistoryStep(
    "an optional reference", .safe, 1,
    .replace(
      orders, "  state: kinds(states),\n", with: "  state: kinds(states),\n  courier: v.optional(v.id('couriers')),\n")),
  HistoryStep(
    "another type of a number", .breaking, 2, .replace(catalog, "price: v.number()", with: "price: v.int64()")),
  HistoryStep(
    "a filter of a search index", .safe, 1,
    .replace(catalog, #"{ searchField: "title" }"#, with: #"{ searchField: "title", filterFields: ["price"] }"#)),
  HistoryStep(
    "fewer values in an array", .breaking, 2,
    .replace(catalog, "import { v } from", with: "import { kinds } from '../lib/helpers';\nimport { v } from"),
    .replace(catalog, "v.array(v.string())", with: #"v.array(kinds(["bread", "cake"]))"#)),
  HistoryStep(
    "a member of an object is renamed", .breaking, 2,
    .replace(customers, "  zip: v.optional(v.string()),", with: "  postcode: v.optional(v.string()), // @was(zip)")),
  HistoryStep("the remark on the member is removed", nil, 0, .replace(customers, " // @was(zip)", with: "")),
]

private let secondYear = [
  HistoryStep(
    "a table of several variants", .safe, 1,
    .create(
      "convex/events.ts",
      """
      import { v, type Infer } from "convex/values";
      const base = { at: v.float64() };
      const opened = v.object({ kind: v.literal("opened"), ...base });
      const moved = v.object({ kind: v.literal("moved"), ...base, path: v.array(v.array(v.number())) });
      export const event = v.union(opened, moved);
      export type Event = Infer<typeof event>;
      """),
    .replace(schema, "import * as catalog", with: "import { event } from './events';\nimport * as catalog"),
    .replace(schema, "  couriers,\n", with: "  couriers,\n  events: defineTable(event).index('by_time', ['at']),\n")),
  HistoryStep(
    "another variant", .safe, 1,
    .replace(
      "convex/events.ts", "v.union(opened, moved)",
      with: "v.union(opened, moved, v.object({ kind: v.literal('closed'), ...base, by: v.nullable(v.id('couriers')) }))"
    )),
  HistoryStep(
    "a variant is removed", .breaking, 2,
    .replace("convex/events.ts", "v.union(opened, moved, ", with: "v.union(opened, ")),
  HistoryStep(
    "an optional field in an object that two tables spread", .safe, 1,
    .replace(
      helpers, "  updatedAt: v.number(),\n", with: "  updatedAt: v.number(),\n  createdAt: v.optional(v.number()),\n")
  ),
  HistoryStep(
    "it becomes required in both", .breaking, 2,
    .replace(helpers, "createdAt: v.optional(v.number())", with: "createdAt: v.number()")),
  HistoryStep(
    "a table whose fields a function computes", .safe, 1,
    .replace(
      schema, "const settings =",
      with: """
        const flags = (names: string[]) =>
          Object.fromEntries(names.map((name) => [`is${name}`, v.optional(v.boolean())]));

        const settings =
        """),
    .replace(
      schema, "  couriers,\n",
      with: "  couriers,\n  preferences: defineTable({ customer: v.id(`customers`), ...flags(['Loud', 'Dark']) }),\n")),
  HistoryStep(
    "the tables of a package", .safe, 1,
    .replace(
      schema, "import * as catalog", with: "import { authTables } from '@convex-dev/auth/server';\nimport * as catalog"),
    .replace(schema, "export default defineSchema({\n", with: "export default defineSchema({\n  ...authTables,\n")),
  HistoryStep(
    "one of them is defined again", .safe, 1,
    .replace(
      schema, "  ...authTables,\n",
      with: """
          ...authTables,
          users: defineTable({ ...authTables.users.validator.fields, customer: v.optional(v.id("customers")) })
            .index("email", ["email"]).index("phone", ["phone"]),

        """)),
  HistoryStep(
    "a file", .safe, 1,
    .replace(catalog, "  price:", with: "  image: v.optional(v.id(\"_storage\")),\n  price:")),
  HistoryStep(
    "an id or any string", .safe, 1,
    .replace(catalog, "v.optional(v.id(\"_storage\"))", with: "v.optional(v.union(v.id(\"_storage\"), v.string()))")),
  HistoryStep(
    "an id again", .breaking, 2,
    .replace(catalog, "v.optional(v.union(v.id(\"_storage\"), v.string()))", with: "v.optional(v.id(\"_storage\"))")),
  HistoryStep(
    "a record", .safe, 1,
    .replace(
      customers, "  ...timestamps,", with: "  points: v.optional(v.record(v.string(), v.number())),\n  ...timestamps,")
  ),
  HistoryStep(
    "a required field that may be null", .breaking, 2,
    .replace(
      customers, "  ...timestamps,", with: "  referrer: v.union(v.id('customers'), v.null()),\n  ...timestamps,")),
  HistoryStep(
    "null or missing", .safe, 1,
    .replace(
      customers, "v.union(v.id('customers'), v.null())", with: "v.optional(v.union(v.id('customers'), v.null()))")),
  HistoryStep(
    "a vector index", .safe, 1,
    .replace(catalog, "  tags:", with: "  embedding: v.optional(v.array(v.float64())),\n  tags:"),
    .replace(
      catalog, "}).searchIndex",
      with:
        "}).vectorIndex('near', { vectorField: 'embedding', dimensions: 1_024, filterFields: ['tags'] }).searchIndex")),
]

private let thirdYear = [
  HistoryStep(
    "an index over a member of an object", .safe, 1,
    .replace(
      schema, #".index("by_email", ["email"])"#,
      with: #".index("by_email", ["email"]).index("by_city", ["address.city"])"#)
  ),
  HistoryStep(
    "a member becomes required", .breaking, 2,
    .replace(customers, "postcode: v.optional(v.string())", with: "postcode: v.string()")),
  HistoryStep(
    "bytes, and a value of any kind", .safe, 1,
    .replace(
      orders, "  ...timestamps,",
      with: "  signature: v.optional(v.bytes()),\n  extra: v.optional(v.any()),\n  ...timestamps,")
  ),
  HistoryStep(
    "members with computed names", .safe, 1,
    .create("convex/channels.ts", "export enum Channel { Push = 'push', Mail = 'mail' }\n"),
    .replace(customers, "import { v }", with: "import { Channel } from '../channels';\nimport { v }"),
    .replace(
      customers, "  ...timestamps,",
      with:
        "  channels: v.optional(v.object({ [Channel.Push]: v.boolean(), [Channel.Mail]: v.boolean() })),\n  ...timestamps,"
    )
  ),
  HistoryStep(
    "a literal has another spelling", .breaking, 2,
    .replace(couriers, "  v.literal(\"bike\"),", with: "  v.literal(\"bicycle\"), // @was(\"bike\")")),
  HistoryStep("a table is removed", .breaking, 2, .replace(schema, "  settings,\n", with: "")),
  HistoryStep(
    "an optional member in the objects of an array", .safe, 1,
    .replace(orders, "count: v.number() }", with: "count: v.number(), price: v.optional(v.int64()) }")),
  HistoryStep(
    "a field is renamed, and its index follows", .breaking, 3,
    .replace(customers, "  email: v.string(),", with: "  contact: v.string(), // @was(email)"),
    .replace(schema, #"["email"]).index("by_city""#, with: #"["contact"]).index("by_city""#)),
  HistoryStep(
    "validators instead of fields", nil, 0,
    .replace(orders, "export default defineTable({", with: "const order = v.object({"),
    .replace(orders, "}).index(", with: "});\n\nexport default defineTable({ ...order.fields }).index(")),
  HistoryStep(
    "a helper of a package", nil, 0,
    .replace(
      orders, "import { kinds, timestamps }",
      with: "import { literals } from 'convex-helpers/validators';\nimport { timestamps }"),
    .replace(orders, "kinds(states)", with: "literals(...states)")),
  HistoryStep(
    "a field that an index filters by is removed", .breaking, 2,
    .replace(catalog, #"  tags: v.array(kinds(["bread", "cake"])),"# + "\n", with: ""),
    .replace(catalog, ", filterFields: ['tags']", with: "")),
  HistoryStep(
    "a file becomes a folder", nil, 0, .move(customers, to: "convex/model/customers/index.ts"),
    .replace("convex/model/customers/index.ts", "\"../lib/helpers\"", with: "\"../../lib/helpers\""),
    .replace("convex/model/customers/index.ts", "'../channels'", with: "'../../channels'")),
  HistoryStep(
    "a choice while the schema is evaluated", .safe, 1,
    .replace(
      schema, "const flags =",
      with: "const limits = { strict: false } satisfies Record<string, boolean>;\n\nconst flags ="),
    .replace(
      schema, "'Dark'])",
      with: "'Dark']), size: limits.strict ? v.number() : v.optional(v.union(v.number(), v.literal('auto')))"
    )),
  HistoryStep(
    "several changes at once", .breaking, 3,
    .replace(
      "convex/model/customers/index.ts", "  phone: v.string(),\n",
      with: "  mobile: v.optional(v.string()), // @was(phone)\n"),
    .replace("convex/model/customers/index.ts", "  street: v.string(),", with: "  line: v.string(), // @was(street)"),
    .replace(orders, "count: v.number(), price", with: "count: v.int64(), price"),
    .replace(orders, #"["customer", "state"]"#, with: #"["state", "customer"]"#)),
]
