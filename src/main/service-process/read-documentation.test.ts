import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { DataService } from "#runtime/data-service.ts";
import { docOf, docOfClass, registerDocumentation } from "#runtime/documentation.ts";
import { classDocumentation, readDocumentation } from "./read-documentation.ts";

const source = `#!/usr/bin/env node
/** Not of the class: it belongs to the import. */
import { DataService, label, task } from "dasedeck";

const text = "/** in a string */ class Fake {}", pattern = /\\/\\*\\* in a regex *\\//;
/** A part. */
class Channel extends DataService {
  /** Its gain,
   *  in decibels. */
  gain: number = \`/** in a template \${text} */\`.length;
}

/**
 * A lamp.
 *
 * Second paragraph, with a {@link Channel} and {@link DataService | another}.
 * @example new Lamp()
 */
@named("x")
export default class Lamp extends DataService {
  /** Static, and not served. */
  static title = "Lamp";
  /** How bright; 0 to 1. */
  @label("Brightness") /** @internal nothing to read */ @range(0, /** inside */ 1)
  brightness = 0.5;
  // Not a JSDoc comment.
  plain = 1;
  /* Nor this. */
  plainToo = pattern;
  @unit("V") /** Between decorator and name. */ voltage = 1;
  /** Old. */

  /** New. */
  "quoted" = 1;
  /** Private. */
  #secret = 1;
  /** Reads. */
  @task({ autostart: true })
  async read<T extends string>(): Promise<void> { await (<T>(x: T) => x)("a"); }
  /** The getter's. */
  get level() { return 1; }
  /** The setter's. */
  set level(value) {}
  /** Accessed. */
  accessor speed = 1;
  /** Computed. */
  [Symbol.iterator]() {}
  constructor(private readonly x = 1) {
    super();
    /** From the constructor. */
    this.later = 1;
  }
  declare later: number;
}
/** Named by its variable. */
export const Pump = class extends DataService {};
/** Abstract. */
export abstract class Base { /** Flow. */ abstract flow: number; }
`;

it("reads the comments above classes and members, and nothing that only looks like one", async () => {
  expect(Object.fromEntries(classDocumentation(source, ".ts"))).toEqual({
    Channel: { doc: "A part.", members: { gain: "Its gain, in decibels." } },
    Lamp: {
      doc: "A lamp.\n\nSecond paragraph, with a Channel and another.",
      members: {
        voltage: "Between decorator and name.",
        quoted: "New.",
        read: "Reads.",
        level: "The getter's.",
        speed: "Accessed.",
        later: "From the constructor.",
      },
    },
    Pump: { doc: "Named by its variable.", members: {} },
    Base: { doc: "Abstract.", members: { flow: "Flow." } },
  });
});

it("keeps the items of a list apart", async () => {
  const script = `/**
   * One of:
   * - the first,
   *   which goes on
   * - the second
   *
   * 1. then
   * 2. and - not an item - at last
   */
  export default class A extends DataService {}`;
  const [[, { doc }] = ["", { doc: null }]] = classDocumentation(script, ".js");
  expect(doc).toBe("One of:\n- the first, which goes on\n- the second\n\n1. then\n2. and - not an item - at last");
});

it("understands JavaScript, CommonJS and a class without a name", async () => {
  const script = `const { DataService } = require("dasedeck");\n/** Laser. */\nmodule.exports = class Laser extends DataService { /** Power. */ power = 1 < 2; };`;
  expect(classDocumentation(script, ".cjs")).toEqual([["Laser", { doc: "Laser.", members: { power: "Power." } }]]);
  expect(classDocumentation("/** A. */ export default class extends B {}", ".mjs")).toEqual([["default", { doc: "A.", members: {} }]]);
});

it("leaves out what it can't read, what is ambiguous, and cuts what is endless", async () => {
  const folder = await mkdtemp(join(tmpdir(), "dasedeck-docs-"));
  try {
    const put = async (name: string, text: string): Promise<string> => {
      await writeFile(join(folder, name), text);
      return join(folder, name);
    };
    const files = [
      await put("a.ts", `/** ${"x".repeat(5000)} */ class A {} /** One. */ class Same {}`),
      await put("b.ts", "/** Two. */ class Same {}"),
      await put("broken.ts", "/** B. */ class B { ((( }"),
      join(folder, "missing.ts"),
    ];
    const read = await readDocumentation(files);
    expect([...read.keys()]).toEqual(["A"]);
    expect(read.get("A")?.doc).toMatch(/^x{1000}… \(5000 characters\)$/);
  } finally {
    await rm(folder, { recursive: true });
  }
});

it("tells an instance's members, those of its base classes too", () => {
  class Base extends DataService {
    flow = 1;
  }
  class Pump extends Base {
    speed = 1;
  }
  registerDocumentation(
    new Map([
      ["Base", { doc: "Base.", members: { flow: "Flow.", speed: "Of the base." } }],
      ["Pump", { doc: null, members: { speed: "Speed." } }],
    ]),
  );
  const pump = new Pump();
  expect([docOf(pump, "speed"), docOf(pump, "flow"), docOf(pump, "toString"), docOfClass(pump)]).toEqual([
    "Speed.",
    "Flow.",
    null,
    "Base.",
  ]);
  registerDocumentation(new Map());
  expect([docOf(pump, "speed"), docOfClass(pump)]).toEqual([null, null]);
});
