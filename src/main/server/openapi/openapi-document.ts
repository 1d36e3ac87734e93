import * as z from "zod";
import { call, update } from "../pydase/endpoints.ts";

/** A value, a method, a task or a service in pydase's layout; the members that its type has are described in pydase's documentation. */
const serializedObject = z.looseObject({
  full_access_path: z.string().describe("where it is in the tree, such as supply.channels[0].gain"),
  type: z
    .string()
    .describe(
      "float, int, bool, str, NoneType, list, dict, Quantity, Enum, ColouredEnum, datetime, method, Task, DataService, Exception, …",
    ),
  value: z.unknown().describe("as the type has it; floats may be the bare words NaN and Infinity, integers of any size"),
  readonly: z.boolean(),
  doc: z.string().nullable(),
});

const exception = serializedObject.extend({
  type: z.literal("Exception"),
  value: z.string().describe("the message"),
  name: z.string().describe("of the exception in Python"),
});

const refusal = z.object({ error: z.string() });
const health = z.object({ status: z.literal("ok"), services: z.int() });

const json = (schema: string): object => ({ "application/json": { schema: { $ref: `#/components/schemas/${schema}` } } });
const answer = (description: string, schema?: string): object => ({
  description,
  ...(schema === undefined ? {} : { content: json(schema) }),
});
const failures = {
  "400": answer("it failed; the exception says why", "Exception"),
  "401": answer("no token, or a wrong one", "Exception"),
  "403": answer("the token's role does not allow it, or Host or Origin are foreign", "Exception"),
  "429": answer("too many wrong tokens came from this address", "Exception"),
};
const secured = [{ bearer: [] }, { basic: [] }, {}];

function body(schema: string): object {
  return { required: true, content: json(schema) };
}

/** The endpoints of pydase, at the root and below each service's own address. */
function pydasePaths(prefix: string, parameters: readonly object[], suffix: string): object {
  const operation = (id: string, summary: string, further: object, success: object, own: readonly object[] = []): object => ({
    operationId: `${id}${suffix}`,
    summary,
    security: secured,
    parameters: [...parameters, ...own],
    ...further,
    responses: { "200": success, ...failures },
  });
  const accessPath = { name: "access_path", in: "query", required: true, schema: { type: "string" } };
  return {
    [`${prefix}/service-properties`]: { get: operation("readTree", "The whole tree", {}, answer("the tree", "SerializedObject")) },
    [`${prefix}/api/v1/get_value`]: {
      get: operation("getValue", "Reads a value", {}, answer("the value", "SerializedObject"), [accessPath]),
    },
    [`${prefix}/api/v1/update_value`]: {
      put: operation("updateValue", "Writes a value; needs the role control", { requestBody: body("UpdateValue") }, answer("written")),
    },
    [`${prefix}/api/v1/trigger_method`]: {
      put: operation(
        "triggerMethod",
        "Calls a method, or starts or stops a task; needs the role control",
        { requestBody: body("TriggerMethod") },
        answer("what it gave", "SerializedObject"),
      ),
    },
  };
}

/** What can be asked for over HTTP, as OpenAPI 3.1. */
export function openApiDocument(version: string): object {
  const service = {
    name: "service",
    in: "path",
    required: true,
    schema: { type: "string" },
    description: "id of a service, such as sensor-service",
  };
  const open = { "403": answer("Host or Origin are foreign", "Refusal"), "503": answer("too many connections", "Refusal") };
  const guarded = { ...open, "401": answer("no token, or a wrong one", "Refusal"), "429": answer("too many wrong tokens", "Refusal") };
  return {
    openapi: "3.1.0",
    info: {
      title: "Dasedeck",
      version,
      description:
        "pydase's REST interface, at the root for the deck and below each service's address for that service, and what Dasedeck has beside it. A token is needed where the deck is served beyond its own computer.",
    },
    paths: {
      ...pydasePaths("", [], ""),
      ...pydasePaths("/{service}", [service], "OfService"),
      "/healthz": {
        get: {
          operationId: "health",
          summary: "Whether the deck is there",
          security: [{}],
          responses: { "200": answer("it is", "Health"), ...open },
        },
      },
      "/metrics": {
        get: {
          operationId: "metrics",
          summary: "Figures for Prometheus",
          security: secured,
          responses: { "200": { description: "the figures", content: { "text/plain": { schema: { type: "string" } } } }, ...guarded },
        },
      },
      "/openapi.json": {
        get: {
          operationId: "openapi",
          summary: "This document",
          security: secured,
          responses: {
            "200": { description: "the document", content: { "application/json": { schema: { type: "object" } } } },
            ...guarded,
          },
        },
      },
    },
    components: {
      schemas: {
        SerializedObject: schemaOf(serializedObject),
        Exception: schemaOf(exception),
        UpdateValue: schemaOf(update),
        TriggerMethod: schemaOf(call),
        Refusal: schemaOf(refusal),
        Health: schemaOf(health),
      },
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer" },
        basic: { type: "http", scheme: "basic", description: "any name, and the token as password" },
      },
    },
  };
}

function schemaOf(schema: z.ZodType): object {
  // The dialect is that of the document.
  return { ...z.toJSONSchema(schema), $schema: undefined };
}
