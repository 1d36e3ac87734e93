import type { AttributeWrite } from "#shared/serialized.ts";
import { AttributeWriteError } from "./attribute-write-error.ts";
import { DefinitionError } from "./definition-error.ts";
import { spokenWrite } from "./spoken-write.ts";
import type { ValueType } from "./value-type.ts";

/** What a name of a choice may stand for. */
export type ChoiceContent = string | number | boolean | null;
type Contents = Readonly<Record<string, ChoiceContent>>;

/** One of a fixed set of names: a frozen object, the same one for the same name, so that `===` compares. Made by {@link choice}. */
export class ChoiceValue<Name extends string = string, Content extends ChoiceContent = ChoiceContent> {
  /** The name that is chosen. */
  readonly name: Name;
  /** What the name stands for. */
  readonly value: Content;
  readonly #set: ChoiceSet;

  /** @internal */
  constructor(name: Name, value: Content, set: ChoiceSet) {
    this.name = name;
    this.value = value;
    this.#set = set;
    Object.freeze(this);
  }

  toString(): string {
    return this.name;
  }

  /** The set that a value belongs to. */
  static setOf(value: ChoiceValue): ChoiceSet {
    return value.#set;
  }
}

/** All values of a choice by name. */
export type Choice<Names extends Contents> = {
  readonly [Name in keyof Names]: ChoiceValue<Extract<keyof Names, string>, Names[keyof Names]>;
};

/** What belongs to a choice and not to one of its values. */
interface ChoiceSet {
  readonly title: string;
  readonly isColoured: boolean;
  readonly contents: Contents;
  readonly values: ReadonlyMap<string, ChoiceValue>;
}

/** What else may be said of a choice. */
export interface ChoiceOptions {
  /** What clients in Python see as the name of the enum. Default `"Choice"`. */
  readonly name?: string | undefined;
}

/**
 * A fixed set of names to choose from, pydase's `Enum`. An attribute that holds one of its values is shown as a list to choose from, and takes nothing else.
 *
 * @example
 * ```ts
 * const Mode = choice({ OFF: 0, IDLE: 1, RUN: "run" });
 *
 * export default class Pump extends DataService {
 *   mode = Mode.IDLE;
 *   @command start() { if (this.mode !== Mode.OFF) this.mode = Mode.RUN; }
 * }
 * ```
 * @param names - each name with what it stands for: a number, a text, true, false or null.
 * @throws DefinitionError if there is no name, or one stands for anything else.
 */
export function choice<const Names extends Contents>(names: Names, options: ChoiceOptions = {}): Choice<Names> {
  return choiceOf("choice", names, options, false);
}

/**
 * A {@link choice} whose names stand for CSS colours, pydase's `ColouredEnum`: the value is shown in its colour. As in pydase no two names have the same
 * text of a colour.
 *
 * @example
 * `const Status = colouredChoice({ PENDING: "#FFA500", RUNNING: "#0000FF80", FAILED: "hsla(0, 100%, 50%, 0.7)" });`
 * @throws DefinitionError if there is no name, or one stands for no colour, or two for the same.
 */
export function colouredChoice<const Names extends Readonly<Record<string, string>>>(
  names: Names,
  options: ChoiceOptions = {},
): Choice<Names> {
  return choiceOf("colouredChoice", names, options, true);
}

function choiceOf<Names extends Contents>(maker: string, names: Names, options: ChoiceOptions, isColoured: boolean): Choice<Names> {
  const problem = problemWith(names, isColoured);
  if (problem !== null) throw new DefinitionError(`${maker}: ${problem}`);
  const values = new Map<string, ChoiceValue>();
  const set: ChoiceSet = { title: options.name ?? "Choice", isColoured, contents: Object.freeze({ ...names }), values };
  for (const [name, value] of Object.entries(set.contents)) values.set(name, new ChoiceValue(name, value, set));
  // Each name got its value just now, which the type of `fromEntries` can't express.
  return Object.freeze(Object.fromEntries(values)) as unknown as Choice<Names>;
}

function problemWith(names: unknown, isColoured: boolean): string | null {
  if (typeof names !== "object" || names === null || Array.isArray(names))
    return "it needs an object of names and values, such as { OFF: 0, ON: 1 }";
  const entries: readonly [string, unknown][] = Object.entries(names);
  if (entries.length === 0) return "it needs at least one name";
  const wrong = entries.find(([name, value]) => name === "" || !(isColoured ? isColour(value) : isContent(value)));
  if (wrong !== undefined) {
    if (wrong[0] === "") return "a name must not be empty";
    return `${wrong[0]} must stand for ${isColoured ? 'a CSS colour, such as "#FFA500" or "SlateGray"' : "a number, a text, true, false or null"}`;
  }
  if (!isColoured) return null;
  const twice = entries.find(([, value], place) => entries.findIndex(([, other]) => other === value) !== place);
  return twice === undefined ? null : `${twice[0]} has the colour of another name; write it in another way, as in rgb(255, 165, 0)`;
}

function isContent(value: unknown): value is ChoiceContent {
  return value === null || ["string", "boolean"].includes(typeof value) || (typeof value === "number" && Number.isFinite(value));
}

/** By its form only: nothing that could be more than a colour in a style sheet. */
function isColour(value: unknown): value is string {
  return typeof value === "string" && /^(#[\da-f]{3,8}|[a-z]{3,30}|(rgb|hsl)a?\([\d\s.,%/-]{1,60}(deg[\d\s.,%/-]{1,60})?\))$/i.test(value);
}

/** The values of a {@link choice} by their names; `null` for anything else. */
export function valuesByName(choice: unknown): Readonly<Record<string, ChoiceValue>> | null {
  if (typeof choice !== "object" || choice === null) return null;
  const values: readonly unknown[] = Object.values(choice);
  return values.length > 0 && values.every((value) => value instanceof ChoiceValue) ? (choice as Record<string, ChoiceValue>) : null;
}

/** The name that a write chooses: pydase's clients send an `Enum`, people a text; `null` for anything else. */
export function writtenName(write: AttributeWrite): string | null {
  return write.type === "Enum" || write.type === "str" ? write.value : null;
}

/** How the value of a {@link choice} travels: pydase's `Enum` and `ColouredEnum`. */
export const choiceType: ValueType<ChoiceValue> = {
  matches: (value): value is ChoiceValue => value instanceof ChoiceValue,
  serialize(value) {
    const { title, isColoured, contents } = ChoiceValue.setOf(value);
    const content = { name: title, value: value.name };
    // `colouredChoice` saw that each name stands for a text.
    if (isColoured) return { type: "ColouredEnum", ...content, enum: contents as Record<string, string> };
    return { type: "Enum", ...content, enum: { ...contents } };
  },
  parse(write, present) {
    const { values } = ChoiceValue.setOf(present);
    const name = writtenName(write);
    const chosen = name === null ? undefined : values.get(name);
    if (chosen !== undefined) return chosen;
    const given = spokenWrite(name === null ? write : { type: "str", value: name });
    throw new AttributeWriteError(`${given} is none of ${[...values.keys()].join(", ")}`);
  },
};
