import { realpathSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { basename, delimiter, dirname, join, relative, resolve, sep } from "node:path";
import { makeFolder } from "#runtime/make-folder.ts";
import type { Installation } from "../installation.ts";
import { CommandError, exitCode } from "./exit-codes.ts";

const example = `import { DataService, sleep, task } from "dasedeck";

/** A lamp that can blink. Public attributes are shown and can be set; what begins with # or _ is private. */
export default class LampService extends DataService {
  brightness = 0.5;
  on = false;

  /** Shown, and worked out anew when what it reads changes. */
  get power(): number {
    return this.on ? 12 * this.brightness : 0;
  }

  /** Runs until it is stopped; if it throws, it is started again after a second. */
  @task({ autostart: true, restartSec: 1 })
  async blink(): Promise<void> {
    for (;;) {
      this.on = !this.on;
      await sleep(1);
    }
  }
}
`;

/** The types lie in this folder, Node's too, so that it can be checked without an installation, without a network and on any computer. */
const typesFolder = "types";

const tsconfig = {
  compilerOptions: {
    target: "ES2023",
    lib: ["ES2023", "DOM", "ESNext.Disposable", "ESNext.Decorators"],
    module: "ESNext",
    moduleResolution: "bundler",
    moduleDetection: "force",
    allowImportingTsExtensions: true,
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    // Those that npm installed, perhaps for a package, come first: there must be one copy.
    typeRoots: ["./node_modules/@types", "./types"],
    types: ["node"],
    paths: {
      dasedeck: ["./types/dasedeck/index.d.ts"],
      "dasedeck/*": ["./types/dasedeck/*.d.ts"],
      // What Node's types need.
      "undici-types": ["./node_modules/undici-types/index.d.ts", "./types/undici-types/index.d.ts"],
    },
  },
  include: ["**/*.ts"],
};

/**
 * Makes a folder for service files: an example, and what an editor needs to complete and check them. What is there already stays as it is.
 *
 * @returns the exit code
 * @throws CommandError where the folder can't be written
 */
export async function init(givenFolder: string, { typesDir }: Installation): Promise<number> {
  const folder = resolve(givenFolder);
  const files: Record<string, string> = {
    "lamp-service.ts": example,
    "tsconfig.json": json(tsconfig),
    "package.json": json({ name: packageName(folder), private: true, type: "module" }),
  };
  const typeFiles = await types(typesDir);
  try {
    for (const [name, text] of Object.entries(files)) say(name, await writeNew(join(folder, name), text));
    for (const [name, texts] of typeFiles) {
      let isNew = false;
      for (const [file, text] of Object.entries(texts)) isNew = (await writeNew(join(folder, file), text)) || isNew;
      say(name, isNew);
    }
  } catch (error) {
    throw new CommandError(`${folder} can't be written: ${error instanceof Error ? error.message : String(error)}; choose another folder`);
  }
  const file = join(folder, "lamp-service.ts");
  const fromHere = relative(process.cwd(), file);
  const shown = fromHere.startsWith("..") ? file : fromHere;
  console.log(`
Open ${folder} in your editor, and then
  ${commandLine("check", shown)}
    shows what it would serve, and every problem
  ${commandLine("serve", shown)}
    runs it, to be seen in a browser
Packages that a service needs are installed with npm: cd ${folder} && npm install serialport`);
  return exitCode.done;
}

function say(name: string, isNew: boolean): void {
  console.log(`${isNew ? "wrote" : "kept "} ${name}`);
}

/** A command that works as it stands. Not `npx dasedeck`: where Dasedeck is not installed it would fetch whatever package has that name. */
function commandLine(command: string, file: string): string {
  const [program = "node", script = ""] = process.argv;
  const isOnPath = (process.env["PATH"] ?? "").split(delimiter).some((folder) => isSameFile(join(folder, "dasedeck"), script));
  return [...(isOnPath ? ["dasedeck"] : [program, script].map(quoted)), command, quoted(file)].join(" ");
}

function isSameFile(link: string, file: string): boolean {
  try {
    return realpathSync(link) === realpathSync(file);
  } catch {
    return false;
  }
}

/** For a shell; what can't be misunderstood stays as it is. */
function quoted(text: string): string {
  if (/^[\w@%+=:,./\\-]+$/.test(text)) return text;
  return process.platform === "win32" ? `"${text}"` : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The types that are written, by the folder for each: Dasedeck's own, and what lies in folders beside them. */
async function types(typesDir: string): Promise<Map<string, Record<string, string>>> {
  const found = await readdir(typesDir, { recursive: true, withFileTypes: true }).catch(() => []);
  if (found.length === 0) throw new CommandError(`the types of Dasedeck are missing in ${typesDir}: run npm run build first`);
  const folders = new Map<string, Record<string, string>>();
  for (const entry of found) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const path = relative(typesDir, file);
    const [first = path] = path.split(sep);
    const [folder, name] =
      first === path
        ? [join(typesFolder, "dasedeck"), join(typesFolder, "dasedeck", path)]
        : [join(typesFolder, first), join(typesFolder, path)];
    folders.set(folder, { ...folders.get(folder), [name]: await readFile(file, "utf8") });
  }
  return folders;
}

/** Whether it was written: what is there already is the author's own. */
async function writeNew(file: string, text: string): Promise<boolean> {
  await makeFolder(dirname(file));
  try {
    await writeFile(file, text, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** A name that npm takes. */
function packageName(folder: string): string {
  return (
    basename(folder)
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "") || "services"
  );
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
