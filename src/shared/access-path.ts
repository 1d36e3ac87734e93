/**
 * Access paths, as pydase writes them: `supply.channels[0].gain`, `table["dotted.key"]`, `rows[0][1]`.
 *
 * In a key, `"` and `\` are written with a `\` before them; read are also keys in single quotes, and a `\` before anything else stands for itself. Names of
 * members are written as they are, so a name that holds one of `.[]"'`, or nothing, has no path; see {@link hasPath}.
 */

/** One step down the tree: to a member of a service, an entry of a list or an entry of a dict. */
export type PathStep =
  | { readonly kind: "member"; readonly name: string }
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "key"; readonly key: string };

/** The longest path that is read, in characters: parsing takes time for each step, and clients send what they like. */
export const maxPathLength = 65_536;

/** Whether a member of that name can be named by a path. */
export function hasPath(name: string): boolean {
  return name !== "" && !/[.[\]"']/.test(name);
}

/** The path of a member of the thing at `parent`; the root's own path is empty. */
export function memberPath(parent: string, name: string): string {
  return parent === "" ? name : `${parent}.${name}`;
}

/** The path of an entry of the list at `parent`. */
export function indexPath(parent: string, index: number): string {
  return `${parent}[${index}]`;
}

/** The path of an entry of the dict at `parent`. */
export function keyPath(parent: string, key: string): string {
  return `${parent}["${/["\\]/.test(key) ? key.replaceAll(/["\\]/g, "\\$&") : key}"]`;
}

/** Whether `path` leads to a part of the thing at `outer`, however deep; the thing itself is no part. */
export function isWithin(path: string, outer: string): boolean {
  return path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}

/** The path that leads along these steps. */
export function formatAccessPath(steps: readonly PathStep[]): string {
  let path = "";
  for (const step of steps) {
    if (step.kind === "member") path = memberPath(path, step.name);
    else path = step.kind === "index" ? indexPath(path, step.index) : keyPath(path, step.key);
  }
  return path;
}

/** The steps of a path; `null` for a text that is none. An index may be negative here; no list has such an entry. */
export function parseAccessPath(path: string): PathStep[] | null {
  if (path === "") return [];
  // Most paths have neither brackets nor quotes.
  if (!/[[\]"']/.test(path)) {
    const names = path.split(".");
    return names.includes("") ? null : names.map((name) => ({ kind: "member", name }));
  }
  const steps: PathStep[] = [];
  const pattern = /\.?([^.[\]"']+)|\[(0|-?[1-9]\d{0,14})\]|\["((?:[^"\\]|\\[^])*)"\]|\['((?:[^'\\]|\\[^])*)'\]/gy;
  while (pattern.lastIndex < path.length) {
    const at = pattern.lastIndex;
    const [text, name, index, key = null, singleQuoted = null] = pattern.exec(path) ?? [];
    if (text === undefined) return null;
    if (name !== undefined) {
      if (text.startsWith(".") === (at === 0)) return null;
      steps.push({ kind: "member", name });
    } else if (index !== undefined) steps.push({ kind: "index", index: Number(index) });
    else steps.push({ kind: "key", key: unescapeKey(key ?? singleQuoted ?? "") });
  }
  return steps;
}

function unescapeKey(key: string): string {
  return key.includes("\\") ? key.replaceAll(/\\(["'\\])/g, "$1") : key;
}
