import type { SerializedMethod } from "#shared/serialized.ts";
import type { Dialect } from "../../wire/dialect.ts";

type Parameters = SerializedMethod["signature"]["parameters"];

/** A method's signature in pydase's form: types are not known here, defaults only where they are written out. Another deck is given it as it is. */
export function signatureText({ signature }: SerializedMethod, dialect: Dialect): string {
  return JSON.stringify(dialect === "dasedeck" ? signature : signatureOf(signature.parameters));
}

function signatureOf(parameters: Parameters): object {
  const entries = Object.entries(parameters).map(([name, { annotation, optional, default: source }]) => [
    name.replace(/^\.\.\./, ""),
    { annotation: annotation ?? "<class 'inspect._empty'>", default: optional && source !== null ? defaultOf(source) : {} },
  ]);
  return { parameters: Object.fromEntries(entries) as object, return_annotation: {} };
}

/** A default as it is written in the source; an expression counts as one that is not known. */
function defaultOf(source: string): object {
  const none = { doc: null, readonly: false, type: "NoneType", value: null };
  const text = source.replaceAll("'", '"');
  if (!/^(?:-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|true|false|"[^"\\`$]*")$/i.test(text)) return none;
  const value = JSON.parse(text) as number | boolean | string;
  const type = typeof value === "number" ? "float" : typeof value === "boolean" ? "bool" : "str";
  return { doc: null, readonly: false, type, value };
}
