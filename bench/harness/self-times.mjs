/**
 * Where the time of a processor profile went: the functions that took most of it themselves, with their part of the whole.
 * @param {import("node:inspector").Profiler.Profile} profile
 * @param {number} [most] how many to name
 * @returns {import("./probe.ts").SelfTime[]} most first
 */
export function selfTimes({ nodes, samples = [], timeDeltas = [] }, most = 25) {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  /** @type {Map<string, number>} */
  const times = new Map();
  let all = 0;
  for (const [index, node] of samples.entries()) {
    const name = names.get(node) ?? "(unknown)";
    const time = timeDeltas[index] ?? 0;
    times.set(name, (times.get(name) ?? 0) + time);
    all += time;
  }
  const sorted = [...times].sort(([, a], [, b]) => b - a).slice(0, most);
  return sorted.map(([name, time]) => ({ name, part: time / all }));
}

/** @param {import("node:inspector").Runtime.CallFrame} callFrame */
function nameOf({ functionName, url, lineNumber }) {
  const file = url.split("/").at(-1) ?? "";
  return `${functionName || "(anonymous)"}${file === "" ? "" : ` ${file}:${lineNumber + 1}`}`;
}
