import * as z from "zod";

/**
 * Serialised objects in pydase's layout: `{ full_access_path, type, value, readonly, doc }`, one shape for each type.
 *
 * Everything here is JSON: NaN and the infinities, which JSON lacks, are the strings `"NaN"`, `"Infinity"` and `"-Infinity"`.
 */
const common = {
  full_access_path: z.string(),
  readonly: z.boolean(),
  doc: z.string().nullable(),
};

/** A float's value: a finite number, or the name of one that JSON can't write. */
export const jsonFloat = z.union([z.number(), z.enum(["NaN", "Infinity", "-Infinity"])]);
export type JsonFloat = z.infer<typeof jsonFloat>;

export const serializedFloat = z.object({ ...common, type: z.literal("float"), value: jsonFloat });
export const serializedBool = z.object({ ...common, type: z.literal("bool"), value: z.boolean() });
export const serializedString = z.object({ ...common, type: z.literal("str"), value: z.string() });
export const serializedNone = z.object({ ...common, type: z.literal("NoneType"), value: z.null() });

/** What stands in the place of a value that could not be read, such as a getter that threw. */
export const serializedException = z.object({ ...common, type: z.literal("Exception"), name: z.string(), value: z.string() });

/** The tree below a `DataService`: its public attributes by name, in order of declaration. */
export interface SerializedDataService {
  full_access_path: string;
  readonly: boolean;
  doc: string | null;
  type: "DataService";
  /** Name of the class. */
  name: string;
  value: Record<string, SerializedObject>;
}

export const serializedDataService: z.ZodObject<{
  full_access_path: z.ZodString;
  readonly: z.ZodBoolean;
  doc: z.ZodNullable<z.ZodString>;
  type: z.ZodLiteral<"DataService">;
  name: z.ZodString;
  value: z.ZodRecord<z.ZodString, z.ZodType<SerializedObject>>;
}> = z.object({
  ...common,
  type: z.literal("DataService"),
  name: z.string(),
  value: z.record(
    z.string(),
    z.lazy((): z.ZodType<SerializedObject> => serializedObject),
  ),
});

export const serializedObject = z.discriminatedUnion("type", [
  serializedFloat,
  serializedBool,
  serializedString,
  serializedNone,
  serializedException,
  serializedDataService,
]);
export type SerializedScalar = z.infer<typeof serializedFloat | typeof serializedBool | typeof serializedString | typeof serializedNone>;
export type SerializedObject = SerializedScalar | z.infer<typeof serializedException> | SerializedDataService;

/** A value as a client writes it: the type and the value, without the rest. */
export const attributeWrite = z.discriminatedUnion("type", [
  z.object({ type: z.literal("float"), value: jsonFloat }),
  z.object({ type: z.literal("bool"), value: z.boolean() }),
  z.object({ type: z.literal("str"), value: z.string() }),
  z.object({ type: z.literal("NoneType"), value: z.null() }),
]);
export type AttributeWrite = z.infer<typeof attributeWrite>;

/** Turns a number into the form that survives JSON. */
export function toJsonFloat(value: number): JsonFloat {
  if (Number.isFinite(value)) return value;
  return Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
}

/** The number that {@link toJsonFloat} was given. */
export function fromJsonFloat(value: JsonFloat): number {
  return Number(value);
}
