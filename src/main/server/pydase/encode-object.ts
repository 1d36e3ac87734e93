import type { SerializedMethod, SerializedObject, SerializedPlace, SerializedSubtree } from "#shared/serialized.ts";
import { floatText, integerText, type Dialect } from "../../wire/dialect.ts";
import { signatureText } from "./encode-method.ts";

/** How serialised objects are written. */
export interface Writing {
  readonly dialect: Dialect;
  /** Where the service is in the tree that the client sees: empty at its root, the service's name in the deck's. */
  readonly prefix: string;
  /** What a service has beside its attributes, as text of further members, such as `"poll":{…}`: its tasks. */
  membersOf(path: string): readonly string[];
  /** A value that is in no tree, such as what a method gave, is anybody's to change. */
  readonly isResult?: boolean;
}

/**
 * A serialised object as JSON text in pydase's layout. Written at once and not by way of an object in that layout: a tree of thousands of tasks is to be there
 * within a second, and a change within microseconds.
 */
export function encodeObject(object: SerializedObject, writing: Writing): string {
  const { dialect } = writing;
  const head = (readonly: boolean): string =>
    `{"full_access_path":${pathText(object.full_access_path, writing.prefix)},"type":"${object.type}","readonly":${readonly},"doc":${docText(object.doc)},${dialect === "dasedeck" ? ownText(object) : ""}"value":`;
  const isFixed = object.readonly && writing.isResult !== true;
  switch (object.type) {
    case "float":
      return `${head(isFixed)}${floatText(object.value, dialect)}}`;
    case "int":
      return `${head(isFixed)}${integerText(object.value, dialect)}}`;
    case "bool":
    case "NoneType":
      return `${head(isFixed)}${object.value}}`;
    case "str":
      return `${head(isFixed)}${JSON.stringify(object.value)}}`;
    case "datetime":
      // Always read-only: pydase's client reads none, and could not write one.
      return `${head(true)}"${pythonTime(object.value)}"}`;
    case "Quantity": {
      const { magnitude, unit } = object.value;
      return `${head(isFixed)}{"magnitude":${floatText(magnitude, dialect)},"unit":${JSON.stringify(unit)}}}`;
    }
    case "Enum":
    case "ColouredEnum":
      return `${head(isFixed)}${JSON.stringify(object.value)},"name":${JSON.stringify(object.name)},"enum":${JSON.stringify(object.enum)}}`;
    case "Exception":
      return `${head(true)}${JSON.stringify(object.value)},"name":${JSON.stringify(object.name)}}`;
    case "method":
      return `${head(true)}null,"async":${object.async},"signature":${signatureText(object, dialect)},"frontend_render":${isRendered(object, dialect)}}`;
    case "list":
      return `${head(isFixed)}[${object.value.map((entry) => encodeObject(entry, writing)).join(",")}]}`;
    case "dict":
      return `${head(isFixed)}{${membersText(object.value, writing).join(",")}}}`;
    case "DataService":
    case "NumberSlider":
    case "Image":
    case "DeviceConnection":
      return `${head(isFixed)}{${subtreeText(object, writing)}},"name":${JSON.stringify(object.name)}}`;
  }
}

function subtreeText({ value, full_access_path: path }: SerializedSubtree, writing: Writing): string {
  return [...membersText(value, writing), ...writing.membersOf(path)].join(",");
}

function membersText(members: Readonly<Record<string, SerializedObject>>, writing: Writing): string[] {
  return Object.entries(members).map(([name, member]) => `${JSON.stringify(name)}:${encodeObject(member, writing)}`);
}

/** A path within a service as the client writes it, in quotes. */
export function pathText(path: string, prefix: string): string {
  return JSON.stringify(outerPath(path, prefix));
}

/** A path within a service as the client writes it. */
export function outerPath(path: string, prefix: string): string {
  if (prefix === "" || path === "") return prefix + path;
  return `${prefix}.${path}`;
}

/** What only another deck is told, as text of further members. */
function ownText({ display, changed_at: changedAt, computed }: SerializedPlace): string {
  const own = { display, changed_at: changedAt, computed };
  const text = JSON.stringify(own).slice(1, -1);
  return text === "" ? "" : `${text},`;
}

function docText(doc: string | null): string {
  return doc === null ? "null" : JSON.stringify(doc);
}

/** As Python writes a moment whose time zone is known: `2024-05-06 07:08:09.120000+00:00`. */
export function pythonTime(time: string): string {
  const [, date = "", seconds = "", fraction = ""] = /^([\d-]+)T([\d:]+)(?:\.(\d+))?Z$/.exec(time) ?? [];
  return `${date} ${seconds}${Number(fraction) === 0 ? "" : `.${fraction.padEnd(6, "0")}`}+00:00`;
}

/** pydase's page has a button for every `async` method. Another deck shows, as our own window does, those marked `@command`. */
function isRendered({ frontend_render: isCommand, async: isAsync }: SerializedMethod, dialect: Dialect): boolean {
  return isCommand || (isAsync && dialect !== "dasedeck");
}
