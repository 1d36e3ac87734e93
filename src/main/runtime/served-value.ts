import type { Disposable } from "#shared/disposable.ts";
import { DisposableStore } from "#shared/disposable.ts";
import { fromJsonFloat, toJsonFloat, type AttributeWrite, type SerializedObject, type SerializedScalar } from "#shared/serialized.ts";
import { classOf } from "./class-of.ts";
import { longestServedText } from "./cut-text.ts";
import type { DataService } from "./data-service.ts";
import { describeThrown } from "./error-report.ts";
import { Reads, recordReads } from "./observation.ts";
import type { ChangedValue } from "./tree-change.ts";

/** A write that was refused; the message tells the writer why. Nothing was changed. */
export class AttributeWriteError extends Error {
  override readonly name = "AttributeWriteError";
}

/** Whether a value is of a kind that is served as it is. */
export function isScalar(value: unknown): value is number | boolean | string | null | undefined {
  return value === null || ["number", "boolean", "string", "undefined"].includes(typeof value);
}

/** What there is to read, and perhaps to write, at one place of the tree. */
export interface ServedValue extends Disposable, ChangedValue {
  serialize(): SerializedObject;
  /** The value, if it is another than at the last call. */
  takeChange(): SerializedObject | null;
  /** @throws AttributeWriteError if the write is refused; and whatever a setter throws. */
  write(write: AttributeWrite): void;
  /** Writes also where it is read-only from outside. @throws as {@link write} */
  restore(write: AttributeWrite): void;
}

/** A place that holds one value, whether a data property or a getter gives it. */
abstract class ServedLeaf implements ServedValue {
  readonly path: string;
  protected readonly service: DataService;
  protected readonly name: string;
  readonly #cell: Cell;

  constructor(service: DataService, name: string, path: string, isReadonly: boolean) {
    this.path = path;
    this.service = service;
    this.name = name;
    this.#cell = new Cell(path, isReadonly);
  }

  protected abstract read(): Reading;

  abstract dispose(): void;

  serialize(): SerializedObject {
    return this.#cell.serialize(this.read());
  }

  takeChange(): SerializedObject | null {
    return this.#cell.takeChange(this.serialize());
  }

  write(write: AttributeWrite): void {
    this.#cell.checkWritable();
    this.restore(write);
  }

  restore(write: AttributeWrite): void {
    this.#cell.checkType(write, this.serialize());
    assign(this.service, this.name, this.path, write);
  }
}

/** A data property of a service. */
export class ServedAttribute extends ServedLeaf {
  constructor(service: DataService, name: string, path: string) {
    super(service, name, path, Object.getOwnPropertyDescriptor(service, name)?.writable === false);
  }

  protected override read(): Reading {
    return { kind: "value", value: Reflect.get(this.service, this.name) };
  }

  override dispose(): void {
    // It listens to nothing: its service tells of changes.
  }
}

/** What a getter gives. Evaluated again only after something that it read has changed. */
export class ServedProperty extends ServedLeaf {
  readonly #onStale: () => void;
  #reading: Reading | null = null;
  #dependencies = new DisposableStore();

  /** @param onStale - told when what the getter read has changed, so that its value may have changed as well. */
  constructor(service: DataService, name: string, path: string, writable: boolean, onStale: () => void) {
    super(service, name, path, !writable);
    this.#onStale = onStale;
  }

  /** Whether there is something to show: a value of a known kind, or the error that the getter threw. */
  get isServable(): boolean {
    const reading = this.read();
    return reading.kind === "threw" || isScalar(reading.value);
  }

  /** The value has to be read again. */
  invalidate(): void {
    if (this.#reading === null) return;
    this.#reading = null;
    this.#onStale();
  }

  protected override read(): Reading {
    this.#reading ??= this.#evaluate();
    return this.#reading;
  }

  override dispose(): void {
    this.#dependencies.dispose();
  }

  #evaluate(): Reading {
    // Before, and not after: a getter that also writes what it reads must not make itself stale.
    this.#dependencies.dispose();
    this.#dependencies = new DisposableStore();
    const reads = new Reads();
    const reading = recordReads(reads, () => readGetter(this.service, this.name));
    for (const [observation, name] of reads) {
      this.#dependencies.add(observation.onDidChangeMember(name, () => this.invalidate()));
    }
    return reading;
  }
}

type Reading = { readonly kind: "value"; readonly value: unknown } | { readonly kind: "threw"; readonly error: unknown };

function readGetter(service: DataService, name: string): Reading {
  try {
    return { kind: "value", value: Reflect.get(service, name) };
  } catch (error) {
    return { kind: "threw", error };
  }
}

function assign(service: DataService, name: string, path: string, write: AttributeWrite): void {
  const value = write.type === "float" ? fromJsonFloat(write.value) : write.value;
  if (!Reflect.set(service, name, value, service)) throw new AttributeWriteError(`${path} does not take this value`);
}

/** What is known of one place from its past: whether it was ever empty, and what was last told of it. */
class Cell {
  readonly #path: string;
  readonly #readonly: boolean;
  #wasNone = false;
  #lastTold: SerializedObject | null = null;

  constructor(path: string, isReadonly: boolean) {
    this.#path = path;
    this.#readonly = isReadonly;
  }

  serialize(reading: Reading): SerializedObject {
    if (reading.kind === "threw") return this.#exception(reading.error);
    if (!isScalar(reading.value)) return this.#exception(new TypeError(`${typeName(reading.value)} can't be served yet`));
    if (typeof reading.value === "string" && reading.value.length > longestServedText) return this.#exception(tooLong(reading.value));
    const serialized = this.#scalar(reading.value);
    if (serialized.type === "NoneType") this.#wasNone = true;
    return serialized;
  }

  takeChange(now: SerializedObject): SerializedObject | null {
    const last = this.#lastTold;
    if (last?.type === now.type && Object.is(last.value, now.value)) return null;
    this.#lastTold = now;
    return now;
  }

  checkWritable(): void {
    if (this.#readonly) throw new AttributeWriteError(`${this.#path} is read-only`);
  }

  checkType(write: AttributeWrite, now: SerializedObject): void {
    const fits =
      write.type === now.type || now.type === "NoneType" || now.type === "Exception" || (write.type === "NoneType" && this.#wasNone);
    if (!fits)
      throw new AttributeWriteError(
        `${this.#path} is ${spokenType[now.type] ?? now.type} and can't become ${spokenType[write.type] ?? write.type}`,
      );
  }

  #scalar(value: number | boolean | string | null | undefined): SerializedScalar {
    const place = { full_access_path: this.#path, readonly: this.#readonly, doc: null };
    switch (typeof value) {
      case "number":
        return { ...place, type: "float", value: toJsonFloat(value) };
      case "boolean":
        return { ...place, type: "bool", value };
      case "string":
        return { ...place, type: "str", value };
      default:
        return { ...place, type: "NoneType", value: null };
    }
  }

  #exception(error: unknown): SerializedObject {
    const place = { full_access_path: this.#path, readonly: this.#readonly, doc: null };
    const { name, message } = describeThrown(error);
    return { ...place, type: "Exception", name, value: message };
  }
}

function tooLong(text: string): RangeError {
  return new RangeError(`Text is served up to ${longestServedText} characters, not ${text.slice(0, 40)}… (${text.length} characters)`);
}

const spokenType: Readonly<Record<string, string>> = { float: "a number", bool: "true or false", str: "text", NoneType: "empty" };

/** What a value is called in messages. */
export function typeName(value: unknown): string {
  if (typeof value !== "object" || value === null) return `A ${typeof value}`;
  return `A value of type ${classOf(value).name}`;
}
