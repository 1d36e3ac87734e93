import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { enclosingClassName, nameMemberClass } from "./name-member-class.ts";

const source = `class Valve extends DataService {
  make() {
    class Inner {}
    return class extends Inner {};
  }
  // the class Old
  @task({ restart_sec: 1 })
  async poll() {}
}
class Line extends DataService { @task({ x: 1 }) async poll() {} }
export default abstract class Größe extends DataService {
  @task() async wait() {}
}`;

it.each([
  [8, "Valve"],
  [10, "Line"],
  [12, "Größe"],
])("finds the class around line %i", (line, name) => {
  expect(enclosingClassName(source, line)).toBe(name);
});

it("finds none where there is none, and takes no other class's name for one that has none", () => {
  const nameless = "export default class extends DataService {\n  async poll() {}\n}";
  expect(enclosingClassName(nameless, 2)).toBeNull();
  expect(enclosingClassName(`class Channel extends DataService {\n}\n${nameless}`, 4)).toBeNull();
  expect(enclosingClassName("await sleep(1);", 1)).toBeNull();
});

it("finds the name that a variable gives to a class", () => {
  expect(enclosingClassName("const Valve = class extends DataService {\n  async poll() {}\n};", 2)).toBe("Valve");
  expect(enclosingClassName("const Valve = class Tap extends DataService {\n  async poll() {}\n};", 2)).toBe("Tap");
});

it("names the class of a wrong member in message and stack, and leaves other reports alone", async () => {
  const folder = await mkdtemp(join(tmpdir(), "dasedeck-class-"));
  try {
    const file = join(folder, "valve.ts");
    await writeFile(file, source);
    const message = 'Task poll: unknown option "restart_sec"';
    const at = "2026-01-01T00:00:00.000Z";
    const report = {
      name: "TaskDefinitionError",
      message,
      stack: `TaskDefinitionError: ${message}`,
      location: { file, line: 8, column: 3 },
      at,
    };
    const quoted = { ...report, message: 'Task "read: it": a task takes no arguments' };
    expect((await nameMemberClass(quoted)).message).toBe('Task Valve["read: it"]: a task takes no arguments');
    const symbol = { ...report, message: "Task [Symbol(poll)]: @task belongs elsewhere" };
    expect((await nameMemberClass(symbol)).message).toBe("Task Valve[Symbol(poll)]: @task belongs elsewhere");
    const knowing = { ...report, message: "Task Plain.poll: Plain is no DataService" };
    expect(await nameMemberClass(knowing)).toBe(knowing);
    const named = 'Task Valve.poll: unknown option "restart_sec"';
    expect(await nameMemberClass(report)).toEqual({ ...report, message: named, stack: `TaskDefinitionError: ${named}` });
    const member = { ...report, name: "DefinitionError", message: "Member poll: @unit: wrong", stack: null };
    expect((await nameMemberClass(member)).message).toBe("Member Valve.poll: @unit: wrong");
    const other = { ...report, name: "Error" };
    expect(await nameMemberClass(other)).toBe(other);
    const elsewhere = { ...report, location: { ...report.location, file: join(folder, "gone.ts") } };
    expect(await nameMemberClass(elsewhere)).toBe(elsewhere);
  } finally {
    await rm(folder, { recursive: true });
  }
});
