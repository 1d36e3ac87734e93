import { readdir } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";

/** An `import(…)` of a name that is only partly written out, such as `` import(`./${name}.ts`) ``: the bundler takes in every file that it can mean. */
export interface GlobImport {
  /** As its author wrote it. */
  readonly text: string;
  readonly file: string;
  readonly line: number;
  /** From 0. */
  readonly column: number;
  /** The folder in which the files are, or below which, where `isTree`. */
  readonly folder: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly isTree: boolean;
}

/** So many files may be taken in by one import. */
const maxFiles = 50;
/** So many entries of folders are looked at. */
const maxEntries = 5000;

interface Expression {
  readonly type?: unknown;
  readonly value?: unknown;
  readonly left?: Expression;
  readonly right?: Expression;
  readonly quasis?: readonly { readonly value: { readonly cooked?: string | null; readonly raw: string } }[];
}

/** The written parts of a template or of a sum of texts, with a gap between each two; `null` where it begins with something else than a relative path. */
export function writtenParts(name: Expression): readonly string[] | null {
  const parts = partsOf(name);
  return parts !== null && /^\.\.?\//.test(parts[0] ?? "") ? parts : null;
}

function partsOf({ type, value, quasis, left, right }: Expression): readonly string[] | null {
  if (type === "StringLiteral") return [String(value)];
  if (type === "TemplateLiteral") return (quasis ?? []).map(({ value: { cooked, raw } }) => cooked ?? raw);
  if (type !== "BinaryExpression" || left === undefined || right === undefined) return ["", ""];
  const [first, second] = [partsOf(left) ?? ["", ""], partsOf(right) ?? ["", ""]];
  return [...first.slice(0, -1), (first.at(-1) ?? "") + (second[0] ?? ""), ...second.slice(1)];
}

/** The files that such an import names; esbuild reads a gap behind a slash as any number of folders. */
export function globOf(parts: readonly string[], importer: string): Pick<GlobImport, "folder" | "prefix" | "suffix" | "isTree"> {
  const [start = ""] = parts;
  const folder = resolve(dirname(importer), start.slice(0, start.lastIndexOf("/") + 1));
  const isTree = parts.slice(0, -1).some((part) => part.endsWith("/"));
  return { folder, prefix: start.slice(start.lastIndexOf("/") + 1), suffix: parts.at(-1) ?? "", isTree };
}

/**
 * What is wrong with such an import, in one line; `null` where it means so few files that all can be in the bundle.
 */
export async function globProblem(glob: GlobImport): Promise<string | null> {
  const { files, isCut, isInPackages } = await filesOf(glob);
  if (!isCut && !isInPackages && files.length <= maxFiles) return null;
  const count = isCut ? `more than ${files.length}` : String(files.length);
  const packages = isInPackages ? ", those of installed packages, too" : "";
  return `${glob.text} can mean any of ${count} files below ${glob.folder}${packages}, and all of them would become part of the service. ${remedy(glob, files)}`;
}

/** What to write instead. */
function remedy({ file }: GlobImport, files: readonly string[]): string {
  const example =
    files.find((candidate) => candidate !== file && !candidate.includes(`${sep}node_modules${sep}`)) ?? join(dirname(file), "one.ts");
  const path = `./${relative(dirname(file), example).split(sep).join("/")}`;
  const name = basename(example).replace(/\W.*$/, "") || "one";
  return `Write out the files that are meant: const modules = { ${name}: () => import("${path}") }; and then await modules[name]()`;
}

/** What to say of a problem in a file that is only there because of such an import. */
export async function becauseOfGlob(globs: readonly GlobImport[], file: string): Promise<string | null> {
  for (const glob of globs) {
    if (!file.startsWith(glob.folder + sep) || !file.endsWith(glob.suffix)) continue;
    const { files } = await filesOf(glob);
    return `it is part of the service because of ${glob.text} in line ${glob.line} of ${basename(glob.file)}, which can mean it. ${remedy(glob, files)}`;
  }
  return null;
}

interface Found {
  readonly files: readonly string[];
  /** There are more. */
  readonly isCut: boolean;
  readonly isInPackages: boolean;
}

async function filesOf({ folder, prefix, suffix, isTree }: GlobImport): Promise<Found> {
  const files: string[] = [];
  const waiting = [folder];
  let looked = 0;
  let isInPackages = false;
  for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
    const entries = await readdir(at, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (++looked > maxEntries) return { files, isCut: true, isInPackages };
      const path = join(at, entry.name);
      if (entry.isDirectory() && isTree) waiting.push(path);
      else if (entry.isFile() && entry.name.endsWith(suffix) && (at !== folder || entry.name.startsWith(prefix))) {
        files.push(path);
        isInPackages ||= path.includes(`${sep}node_modules${sep}`);
      }
    }
  }
  return { files, isCut: false, isInPackages };
}
