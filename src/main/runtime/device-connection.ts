import type { Task as AuthorTask } from "./author-task.ts";
import { DataService } from "./data-service.ts";
import { currentRun, sleep } from "./run-context.ts";
import { checkTaskOptions } from "./task-options.ts";
import { Task } from "./task.ts";
import { servedAs } from "./value-type.ts";

const keepConnectedOptions = checkTaskOptions({ autostart: true, restartSec: 0 }, "keepConnected");

/**
 * A device that is connected to again when its connection is lost, pydase's component of that name. A class that extends it says in {@link connect} how, and
 * sets `_connected` back where it finds the connection lost; or it says in a getter `connected` of its own whether there is one.
 *
 * @example
 * ```ts
 * class Laser extends DeviceConnection {
 *   _reconnectionWaitTime = 5;
 *   override async connect() {
 *     this._port = await openPort("/dev/ttyUSB0");
 *     this._port.on("close", () => (this._connected = false));
 *     this._connected = true;
 *   }
 * }
 * ```
 */
export class DeviceConnection extends DataService {
  static readonly [servedAs] = "DeviceConnection";

  /** Whether the device is connected, as far as is known. */
  _connected = false;
  /** How long to wait between two looks at the connection, and after a failure to connect; seconds, 0 or more. */
  _reconnectionWaitTime = 10;
  /** What the last attempt threw is told of as a failure of the task; the next attempt waits as long as any other. */
  #attemptFailed = false;

  /** Looks every `_reconnectionWaitTime` seconds whether the device is connected, and connects to it if it is not; starts with the service. */
  declare readonly keepConnected: AuthorTask;

  constructor() {
    super();
    // Not `@task`: only service files are compiled by something that knows decorators.
    const doc = "Connects to the device again and again while it is not connected.";
    const value = new Task("keepConnected", () => this.#keepConnected(), keepConnectedOptions, doc);
    Object.defineProperty(this, "keepConnected", { value, enumerable: true, configurable: true });
  }

  /** Whether the device is connected. */
  get connected(): boolean {
    return this._connected;
  }

  /** Connects to the device and sets `_connected`. Called while `connected` is false, and by hand. What it throws is shown as a failure. */
  connect(): void | Promise<void> {
    // What a device needs, its own class says.
  }

  async #keepConnected(): Promise<void> {
    const isRetry = this.#attemptFailed;
    this.#attemptFailed = false;
    if (isRetry) await sleep(this._reconnectionWaitTime);
    for (;;) {
      if (!this.connected) await this.#attempt();
      await sleep(this._reconnectionWaitTime);
    }
  }

  async #attempt(): Promise<void> {
    try {
      await this.connect();
    } catch (error) {
      // After a stop the next start begins at once.
      this.#attemptFailed = !currentRun().cancelled;
      throw error;
    }
  }
}
