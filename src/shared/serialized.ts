import * as z from "zod";
import { isoTime } from "./primitives.ts";

/**
 * Serialised objects in pydase's layout: `{ full_access_path, type, value, readonly, doc }`, one shape for each type; `display`, `changed_at` and
 * `computed` are Dasedeck's own.
 *
 * Everything here is JSON: NaN and the infinities, which JSON lacks, are the strings `"NaN"`, `"Infinity"` and `"-Infinity"`; an integer beyond 2^53 is the
 * string of its digits.
 */

/**
 * What a value that may be empty (`@nullable`) is when it is not. Only an empty value says so, since any other shows it; `{}` where it was never anything else.
 */
export const nullableKind = z.object({
  type: z.enum(["float", "int", "bool", "str", "datetime", "Quantity", "Enum", "ColouredEnum", "list", "dict"]).optional(),
  /** Of a quantity. */
  unit: z.string().optional(),
  /** Of a choice. */
  enum: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
});
export type NullableKind = z.infer<typeof nullableKind>;

/** How a value wants to be shown and edited, from the decorators at its place; absent where nothing was said. */
export const valueDisplay = z.object({
  label: z.string().optional(),
  unit: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  step: z.number().positive().optional(),
  /** Members with a smaller one are shown first; those without come last. */
  displayOrder: z.number().optional(),
  /** The value may be set to empty. */
  nullable: nullableKind.optional(),
});
export type ValueDisplay = z.infer<typeof valueDisplay>;

const common = {
  full_access_path: z.string(),
  readonly: z.boolean(),
  doc: z.string().nullable(),
  display: valueDisplay.optional(),
  /** When the value became what it is: the service's wall clock. */
  changed_at: isoTime.optional(),
  /** A getter gives the value: who wants to know it now has it evaluated. */
  computed: z.literal(true).optional(),
};

/** What every serialised object has, whatever its type. */
export interface SerializedPlace {
  full_access_path: string;
  readonly: boolean;
  doc: string | null;
  display?: ValueDisplay | undefined;
  changed_at?: string | undefined;
  computed?: true | undefined;
}

/** A float's value: a finite number, or the name of one that JSON can't write. */
export const jsonFloat = z.union([z.number(), z.enum(["NaN", "Infinity", "-Infinity"])]);
export type JsonFloat = z.infer<typeof jsonFloat>;

/** An integer's value: a number while that is exact, else its digits. */
export const jsonInteger = z.union([z.int(), z.string().regex(/^-?\d{1,10000}$/)]);
export type JsonInteger = z.infer<typeof jsonInteger>;

/** Magnitude and unit, the unit in pint's short spelling: `V`, `m/s²`, `°C`; empty for a pure number. */
export const jsonQuantity = z.object({ magnitude: jsonFloat, unit: z.string().max(200) });
export type JsonQuantity = z.infer<typeof jsonQuantity>;

export const serializedFloat = z.object({ ...common, type: z.literal("float"), value: jsonFloat });
export const serializedInteger = z.object({ ...common, type: z.literal("int"), value: jsonInteger });
export const serializedBool = z.object({ ...common, type: z.literal("bool"), value: z.boolean() });
export const serializedString = z.object({ ...common, type: z.literal("str"), value: z.string() });
export const serializedNone = z.object({ ...common, type: z.literal("NoneType"), value: z.null() });
/** ISO 8601 in UTC. */
export const serializedDate = z.object({ ...common, type: z.literal("datetime"), value: isoTime });
export const serializedQuantity = z.object({ ...common, type: z.literal("Quantity"), value: jsonQuantity });

/** One name of a fixed set; `enum` holds what each name stands for: of a `ColouredEnum` a CSS colour. */
const choice = { ...common, name: z.string(), value: z.string() };
export const serializedEnum = z.object({
  ...choice,
  type: z.literal("Enum"),
  enum: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export const serializedColouredEnum = z.object({ ...choice, type: z.literal("ColouredEnum"), enum: z.record(z.string(), z.string()) });

/** What stands in the place of a value that could not be read, such as a getter that threw. */
export const serializedException = z.object({ ...common, type: z.literal("Exception"), name: z.string(), value: z.string() });

/** One parameter of a method: what was written as its type, and its default; both `null` where there is none; `choices`: the names that it takes. */
export const methodParameter = z.object({
  annotation: z.string().nullable(),
  optional: z.boolean(),
  default: z.string().nullable(),
  choices: z.array(z.string()).optional(),
});
export const serializedMethod = z.object({
  ...common,
  type: z.literal("method"),
  value: z.null(),
  async: z.boolean(),
  signature: z.object({ parameters: z.record(z.string(), methodParameter) }),
  /** Shown as a button (`@command`). */
  frontend_render: z.boolean(),
});
export type SerializedMethod = z.infer<typeof serializedMethod>;

/** Types whose value is a subtree of members by name: services, and the components with a control of their own. */
export const subtreeType = z.enum(["DataService", "NumberSlider", "Image", "DeviceConnection"]);
export type SubtreeType = z.infer<typeof subtreeType>;

/** A `DataService` or a component: its public members by name, in order of declaration. */
export interface SerializedSubtree extends SerializedPlace {
  type: SubtreeType;
  /** Name of the class. */
  name: string;
  value: Record<string, SerializedObject>;
}
export interface SerializedList extends SerializedPlace {
  type: "list";
  value: SerializedObject[];
}
export interface SerializedDict extends SerializedPlace {
  type: "dict";
  value: Record<string, SerializedObject>;
}
/** The root of a service's tree. */
export interface SerializedDataService extends SerializedSubtree {
  type: "DataService";
}

const anyObject = z.lazy((): z.ZodType<SerializedObject> => serializedObject);
const members = z.record(z.string(), anyObject);
const serializedList = z.object({ ...common, type: z.literal("list"), value: z.array(anyObject) });
const serializedDict = z.object({ ...common, type: z.literal("dict"), value: members });
const serializedSubtree = z.object({ ...common, type: subtreeType, name: z.string(), value: members });

export const serializedDataService: z.ZodType<SerializedDataService> = serializedSubtree.extend({ type: z.literal("DataService") });

export const serializedObject: z.ZodType<SerializedObject> = z.discriminatedUnion("type", [
  serializedFloat,
  serializedInteger,
  serializedBool,
  serializedString,
  serializedNone,
  serializedDate,
  serializedQuantity,
  serializedEnum,
  serializedColouredEnum,
  serializedException,
  serializedMethod,
  serializedList,
  serializedDict,
  serializedSubtree,
]);

/** An object without parts of its own. */
export type SerializedLeaf = z.infer<
  | typeof serializedFloat
  | typeof serializedInteger
  | typeof serializedBool
  | typeof serializedString
  | typeof serializedNone
  | typeof serializedDate
  | typeof serializedQuantity
  | typeof serializedEnum
  | typeof serializedColouredEnum
  | typeof serializedException
  | typeof serializedMethod
>;
export type SerializedContainer = SerializedList | SerializedDict | SerializedSubtree;
export type SerializedObject = SerializedLeaf | SerializedContainer;

/** Whether an object has parts of its own. */
export function isContainer(object: SerializedObject): object is SerializedContainer {
  return typeof object.value === "object" && object.type !== "Quantity" && object.type !== "NoneType" && object.type !== "method";
}

/** A value as a client writes it: the type and the value, without the rest. */
export type AttributeWrite =
  | { type: "float"; value: JsonFloat }
  | { type: "int"; value: JsonInteger }
  | { type: "bool"; value: boolean }
  | { type: "str"; value: string }
  | { type: "NoneType"; value: null }
  | { type: "datetime"; value: string }
  | { type: "Quantity"; value: JsonQuantity }
  /** The name that is chosen. */
  | { type: "Enum"; value: string }
  | { type: "list"; value: AttributeWrite[] }
  | { type: "dict"; value: Record<string, AttributeWrite> };

/** Refuses what JavaScript can't have as a key: zod would leave it out without a word. */
export function writtenRecord<Value extends z.ZodType>(value: Value): z.ZodType<Record<string, z.output<Value>>> {
  const isPlain = z.unknown().refine((given) => typeof given !== "object" || given === null || !Object.hasOwn(given, "__proto__"), {
    message: "the key __proto__ can't be set: it is reserved by JavaScript",
  });
  return isPlain.pipe(z.record(z.string(), value));
}

const anyWrite = z.lazy((): z.ZodType<AttributeWrite> => attributeWrite);
export const attributeWrite: z.ZodType<AttributeWrite> = z.discriminatedUnion("type", [
  z.object({ type: z.literal("float"), value: jsonFloat }),
  z.object({ type: z.literal("int"), value: jsonInteger }),
  z.object({ type: z.literal("bool"), value: z.boolean() }),
  z.object({ type: z.literal("str"), value: z.string() }),
  z.object({ type: z.literal("NoneType"), value: z.null() }),
  z.object({ type: z.literal("datetime"), value: isoTime }),
  z.object({ type: z.literal("Quantity"), value: jsonQuantity }),
  z.object({ type: z.literal("Enum"), value: z.string() }),
  z.object({ type: z.literal("list"), value: z.array(anyWrite) }),
  z.object({ type: z.literal("dict"), value: writtenRecord(anyWrite) }),
]);

/** Turns a number into the form that survives JSON. */
export function toJsonFloat(value: number): JsonFloat {
  // JSON knows no negative zero.
  if (Number.isFinite(value)) return value === 0 ? 0 : value;
  return Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
}

/** The number that {@link toJsonFloat} was given. */
export function fromJsonFloat(value: JsonFloat): number {
  return Number(value);
}

/** Turns an integer into the form that survives JSON. */
export function toJsonInteger(value: bigint | number): JsonInteger {
  const asNumber = Number(value);
  return Number.isSafeInteger(asNumber) ? asNumber + 0 : BigInt(value).toString();
}
