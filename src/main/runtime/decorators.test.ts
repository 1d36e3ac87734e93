import {
  choices,
  command,
  DataService,
  DefinitionError,
  description,
  displayOrder,
  integer,
  label,
  loadState,
  parameters,
  range,
  readonly,
  sleep,
  task,
  unit,
  validateSet,
  type RangeOptions,
} from "dasedeck";
import { describe, expect, it } from "vitest";
import { memberOptionsOf } from "./member-options.ts";

/** As TypeScript writes `enum Mode { Off, Idle, Run = "run" }`. */
const Mode = { 0: "Off", 1: "Idle", Off: 0, Idle: 1, Run: "run" } as const;

class Supply extends DataService {
  @label("Cathode voltage") @unit("V") @range(0, 10, { step: 0.1 }) voltage = 1;
  @integer @range(-Infinity, 100) shots = 3;
  @readonly @choices(Mode) mode: 0 | 1 | "run" = Mode.Idle;
  @choices(Mode) modes: (0 | 1 | "run")[] = [Mode.Idle, Mode.Run];
  @choices(Mode) modeOf: Record<string, 0 | 1 | "run"> | null = { left: Mode.Off };
  @unit("A") @displayOrder(0) @description("Of the cathode") accessor current = 0.5;
  plain = 1;
  #setpoint = 0;

  @label("Set point")
  get setpoint(): number {
    return this.#setpoint;
  }

  @unit("V")
  @loadState
  @validateSet({ timeoutSec: 2, precision: 0.01 })
  set setpoint(value: number) {
    this.#setpoint = value;
  }

  @label("Go home")
  @description("Goes to where it began")
  @displayOrder(-1.5)
  @command
  home(speed: number) {
    this.voltage = speed;
  }

  @label("Reading")
  @description("Reads once")
  @task()
  async read() {
    await sleep(1);
  }
}

class Derived extends Supply {
  @range(0, 5) override voltage = 2;
  @displayOrder(3) override accessor current = 1;
  @integer own = 1;
}

describe("decorators", () => {
  it("say what was written, in any order, also of accessors, setters, methods and tasks", () => {
    const supply = new Supply();
    const options = (name: string) => memberOptionsOf(supply, name);
    expect(options("voltage")).toEqual({ display: { label: "Cathode voltage", unit: "V", minimum: 0, maximum: 10, step: 0.1 } });
    expect(options("shots")).toEqual({ integer: true, display: { maximum: 100 } });
    expect(options("mode")).toEqual({ readonly: true, choices: { Off: 0, Idle: 1, Run: "run" } });
    expect([options("modes"), options("modeOf")]).toEqual(Array(2).fill({ choices: { Off: 0, Idle: 1, Run: "run" } }));
    expect(options("current")).toEqual({ display: { unit: "A", displayOrder: 0 }, description: "Of the cathode" });
    expect(options("setpoint")).toEqual({
      display: { label: "Set point", unit: "V" },
      loadState: true,
      validateSet: { timeoutSec: 2, precision: 0.01 },
    });
    expect(options("home")).toEqual({
      command: true,
      description: "Goes to where it began",
      display: { label: "Go home", displayOrder: -1.5 },
    });
    expect(options("read")).toEqual({ description: "Reads once", display: { label: "Reading" } });
    expect([options("plain"), options("toString"), memberOptionsOf(new DataService(), "voltage")]).toEqual([{}, {}, {}]);
    supply.current = 2;
    supply.setpoint = 3;
    expect([supply.current, supply.setpoint]).toEqual([2, 3]);
  });

  it("are inherited, give way to a subclass's own, and never reach the base class", () => {
    class Undecorated extends Derived {}
    const derived = new Undecorated();
    expect(memberOptionsOf(derived, "voltage")).toEqual({
      display: { label: "Cathode voltage", unit: "V", minimum: 0, maximum: 5, step: 0.1 },
    });
    expect(memberOptionsOf(derived, "current")).toEqual({ display: { unit: "A", displayOrder: 3 }, description: "Of the cathode" });
    expect(memberOptionsOf(derived, "own")).toEqual({ integer: true });
    expect(memberOptionsOf(new Supply(), "own")).toEqual({});
    expect(memberOptionsOf(new Supply(), "voltage").display?.maximum).toBe(10);
  });

  it("have defaults as pydase has: 0.1 s, exact", () => {
    class Exact extends DataService {
      @validateSet() accessor value = 1;
    }
    expect(memberOptionsOf(new Exact(), "value")).toEqual({ validateSet: { timeoutSec: 0.1, precision: null } });
  });
});

it("take of a list of choices what TypeScript would take of one", () => {
  class Wrong extends DataService {
    // @ts-expect-error -- 2 is none of the enum's values.
    @choices(Mode) modes: number[] = [2];
    // @ts-expect-error -- The same of a single one.
    @choices(Mode) mode = Math.abs(2);
  }
  expect(new Wrong().modes).toEqual([2]);
});

// What TypeScript would refuse as well, as plain JavaScript may write it.
type Loose = (...args: readonly unknown[]) => (value: unknown, context: unknown) => undefined;
type Bare = (value: unknown, context: unknown) => undefined;
const loose = (decorator: unknown): Loose => decorator as Loose;
const [anyRange, anyUnit, anyLabel, anyChoices, anyValidateSet] = [range, unit, label, choices, validateSet].map(loose) as [
  Loose,
  Loose,
  Loose,
  Loose,
  Loose,
];
const [anyDescription, anyDisplayOrder, anyParameters] = [loose(description), loose(displayOrder), loose(parameters)];
const [anyInteger, anyCommand, anyLoadState, anyReadonly] = [integer, command, loadState, readonly].map(
  (decorator) => decorator as unknown as Bare,
) as [Bare, Bare, Bare, Bare];

/** A class with one attribute `power` that is marked so. */
function attribute(decorator: Bare): () => unknown {
  return () =>
    class extends DataService {
      @decorator power = 1;
    };
}

/** A class with one method `go` that is marked so. */
function method(decorator: Bare): () => unknown {
  return () =>
    class extends DataService {
      @decorator go() {
        return 1;
      }
    };
}

/** The same with a parameter. */
function withParameter(decorator: Bare): () => unknown {
  return () =>
    class extends DataService {
      @decorator go(mode: number) {
        return mode;
      }
    };
}

it.each<[string, () => unknown]>([
  ["@integer takes no arguments; write @integer or @integer()", () => attribute((integer as unknown as (given: number) => Bare)(5))()],
  [
    'Member power: @integer is a standard decorator; switch "experimentalDecorators" off in tsconfig.json',
    () => (integer as unknown as (prototype: object, name: string) => void)({}, "power"),
  ],
  ["Member power: @range takes something; write it as in @range(0, 10)", attribute(range as unknown as Bare)],
  ['Member power: @unit takes something; write it as in @unit("V")', attribute(unit as unknown as Bare)],
  ["Member go: @label takes something", method(label as unknown as Bare)],
  ["Member power: @choices takes something", attribute(choices as unknown as Bare)],
  ['Member power: @range: its limits must be numbers, not "0"', attribute(anyRange("0", 10))],
  ["Member power: @range: its limits must be numbers, not undefined", attribute(anyRange(0))],
  ["its limits must be numbers, not NaN", attribute(anyRange(0, NaN))],
  ["the minimum, 10, must be less than the maximum, 0", attribute(anyRange(10, 0))],
  ['"step" must be a number, more than 0, not 0', attribute(anyRange(0, 1, { step: 0 } satisfies RangeOptions))],
  ["Member power: @unit: a text is needed, not 5", attribute(anyUnit(5))],
  ['Member power: @label: a text is needed, not " "', attribute(anyLabel(" "))],
  ['Member power: @description takes something; write it as in @description("', attribute(description as unknown as Bare)],
  ["Member power: @description: a text is needed, not 5", attribute(anyDescription(5))],
  ['Member go: @description: a text is needed, not ""', method(anyDescription(""))],
  ["Member go: @displayOrder takes something; write it as in @displayOrder(1)", method(displayOrder as unknown as Bare)],
  ['Member power: @displayOrder: a number is needed, not "1"', attribute(anyDisplayOrder("1"))],
  ["Member power: @displayOrder: a number is needed, not NaN", attribute(anyDisplayOrder(NaN))],
  ["Member power: @displayOrder: a number is needed, not Infinity", attribute(anyDisplayOrder(Infinity))],
  ["Member power: @displayOrder: a number is needed, not undefined", attribute(anyDisplayOrder())],
  ["@choices: it needs an enum", attribute(anyChoices(["a"]))],
  ["@choices: it has no names", attribute(anyChoices({}))],
  ["@choices: A must stand for a number or a text, not for boolean", attribute(anyChoices({ A: true }))],
  ["@choices: A and B stand for the same value, 1", attribute(anyChoices({ A: 1, B: 1 }))],
  ['Member go: @parameters: the method has no parameter "speed"; it takes none', method(anyParameters({ speed: Mode }))],
  ['@parameters: the method has no parameter "moed"; did you mean "mode"?', withParameter(anyParameters({ moed: Mode }))],
  ["Member go: @parameters: mode: it needs an enum", withParameter(anyParameters({ mode: 3 }))],
  ["Member go: @parameters: an object is needed, not 3", withParameter(anyParameters(3))],
  ["Member power: @parameters belongs on a method", attribute(anyParameters({}))],
  ["Member power: @command belongs on a method of an instance that is public, not on an attribute", attribute(anyCommand)],
  ["Member go: @loadState belongs on a setter, an accessor, or an attribute", method(anyLoadState)],
  ["Member go: @integer belongs on an attribute, an accessor, a getter, or a setter of an instance", method(anyInteger)],
  [
    '@validateSet: unknown option "timeout"; did you mean "timeoutSec"? Known: timeoutSec, precision',
    attribute(anyValidateSet({ timeout: 1 })),
  ],
  ['"timeoutSec" must be a number of seconds, more than 0, not 0', attribute(anyValidateSet({ timeoutSec: 0 }))],
  ['"precision" must be a number, 0 or more, or null, not -1', attribute(anyValidateSet({ precision: -1 }))],
  ["its options must be an object, not 2", attribute(anyValidateSet(2))],
  [
    "not on a static field",
    () =>
      class extends DataService {
        @anyReadonly static power = 1;
      },
  ],
  [
    "not on a private field",
    () =>
      class extends DataService {
        @anyReadonly _power = 1;
      },
  ],
  [
    "not on a private method",
    () =>
      class extends DataService {
        @anyCommand #go() {
          return 1;
        }
        run() {
          return this.#go();
        }
      },
  ],
])("refuses wrong use: %s", (message, define) => {
  expect(define).toThrow(DefinitionError);
  expect(define).toThrow(message);
});

it("refuses classes that are no DataService, by their name", () => {
  class Plain {
    @anyReadonly power = 1;
  }
  expect(() => new Plain()).toThrow(
    new DefinitionError("Member Plain.power: @readonly works in classes that extend DataService, and Plain does not"),
  );
});

it("stands with parentheses or without, where it needs no arguments", () => {
  class Both extends DataService {
    @integer bare = 1;
    @integer() called = 1;
    @readonly() fixed = 1;
    @readonly() @loadState() count = 1;
    #level = 1;

    get level() {
      return this.#level;
    }

    @validateSet
    @loadState()
    set level(level: number) {
      this.#level = level;
    }

    @command()
    go() {
      return 1;
    }

    @command
    stay() {
      return 1;
    }
  }
  const options = (name: string) => memberOptionsOf(new Both(), name);
  expect([options("bare"), options("called")]).toEqual([{ integer: true }, { integer: true }]);
  expect([options("fixed"), options("count")]).toEqual([{ readonly: true }, { readonly: true, loadState: true }]);
  expect(options("level")).toEqual({ loadState: true, validateSet: { timeoutSec: 0.1, precision: null } });
  expect([options("go"), options("stay")]).toEqual([{ command: true }, { command: true }]);
});
