import type { Disposable } from "#shared/disposable.ts";
import type { DeckChange } from "#shared/deck-snapshot.ts";
import type { Actor } from "#shared/primitives.ts";
import type { AttributeWrite, SerializedObject } from "#shared/serialized.ts";
import type { MethodArguments, TaskCommand } from "#shared/service-channel.ts";
import type { ServiceStatus } from "#shared/service-snapshot.ts";

export type ServiceCommand = "start" | "stop" | "restart" | "forceStop";

/** A change of one service, before the deck adds which one. */
type WithoutService<Change> = Change extends { service: string } ? Omit<Change, "service"> : never;
export type ServiceChange = WithoutService<Exclude<DeckChange, { kind: "serviceAdded" | "serviceRemoved" }>>;

/** What the deck asks of a service, wherever it runs. */
export interface DeckService extends Disposable {
  readonly id: string;
  status(): ServiceStatus;
  command(command: ServiceCommand, by: Actor): void;
  /** @throws Error where the service can't be reached, or its own reason to refuse. */
  commandTask(path: string, command: TaskCommand, by: Actor): Promise<void>;
  /** @throws CallError with what refused it; Error where the service can't be reached, or is gone before there is an answer. */
  writeAttribute(path: string, write: AttributeWrite): Promise<void>;
  /** @throws CallError with what refused it; Error where the service can't be reached, or is gone before there is an answer, or runs elsewhere. */
  resetAttribute(path: string): Promise<void>;
  /**
   * The class's defaults of values that someone wrote, up to 1000 of them; none for a service that runs elsewhere or is not running.
   */
  readDefaults(): Promise<readonly SerializedObject[]>;
  /** @throws CallError where there is no such attribute; Error where the service can't be reached, or is gone before there is an answer. */
  readAttribute(path: string): Promise<SerializedObject>;
  /** @throws CallError with what the method threw; Error where the service can't be reached, or is gone before there is an answer. */
  callMethod(path: string, given: MethodArguments): Promise<SerializedObject>;
  /** @throws Error where its file is not here. */
  setReloadOnSave(on: boolean): void;
  /** Resolves when nothing of it is left here: no process, no connection. */
  ended(): Promise<void>;
}
