import { objectAt } from "#shared/mirror-tree.ts";
import type { SerializedDataService } from "#shared/serialized.ts";

/**
 * The places in what a process serves whose saved values it was not given. What stands there when it starts is its class's, and not to be saved in their stead;
 * what comes there later is.
 */
export class LeftOutValues {
  /** With each the first value that could be read. */
  #places = new Map<string, string | null>();

  get paths(): ReadonlySet<string> {
    return new Set(this.#places.keys());
  }

  /** @param paths - of the values that were not given to the process that serves now */
  processLoaded(paths: readonly string[]): void {
    this.#places = new Map(paths.map((path) => [path, null]));
  }

  /** The paths at which there is a new value, which from now on are places like all others. */
  takeChanged(attributes: SerializedDataService): string[] {
    return [...this.#places].flatMap(([path, first]) => {
      const object = objectAt(attributes, path);
      if (object === null || object.type === "Exception") return [];
      const now = JSON.stringify([object.type, object.value]);
      if (first === null) this.#places.set(path, now);
      if (first === null || first === now) return [];
      this.#places.delete(path);
      return [path];
    });
  }
}
