import { DisposableStore, type Disposable } from "#shared/disposable.ts";
import type { DataService } from "../data-service.ts";
import { serveTree, type ServedTree } from "../served-tree.ts";
import type { TreeChange } from "#shared/service-channel.ts";
import { toTreeChange } from "../tree-change.ts";
import { FakeClock } from "../fake-clock.ts";

/** Served services under a clock of the test's own. */
export class TreeBench implements Disposable {
  readonly clock = new FakeClock();
  readonly store = new DisposableStore();
  readonly warnings: string[] = [];
  /** Hears every batch as it is told. */
  onBatch: (batch: readonly TreeChange[]) => void = () => undefined;

  /** Serves a service, and gathers what it tells from now on. */
  serve<Service extends DataService>(service: Service): { service: Service; tree: ServedTree; batches: (readonly TreeChange[])[] } {
    const tree = this.store.add(serveTree(service, { clock: this.clock, warn: (message) => this.warnings.push(message) }));
    const batches: (readonly TreeChange[])[] = [];
    this.store.add(
      tree.onDidChange((news) => {
        const batch = news.map(toTreeChange);
        batches.push(batch);
        this.onBatch(batch);
      }),
    );
    return { service, tree, batches };
  }

  dispose(): void {
    this.store.dispose();
  }
}

/** Path and value of every value in a batch. */
export function values(batch: readonly TreeChange[] | undefined): [string, unknown][] {
  const told = (batch ?? []).filter((change) => change.kind === "valueChanged");
  return told.map(({ value }) => [value.full_access_path, value.value]);
}
