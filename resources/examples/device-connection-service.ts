import { DataService, DeviceConnection, label, range, sleep, unit } from "dasedeck";

/** A simulated power supply whose cable comes loose about once a minute. */
class PowerSupply extends DeviceConnection {
  /** Voltage at the output. Kept while the device is away, and set again when it is back. */
  @unit("V")
  @range(0, 30, { step: 0.1 })
  voltage = 5.0;

  /** Seconds between two looks at the connection. */
  override _reconnectionWaitTime = 3.0;

  override async connect() {
    await sleep(0.5);
    if (Math.random() < 0.3) throw new Error("The power supply does not answer");
    this._connected = true;
    setTimeout(() => (this._connected = false), (30 + 60 * Math.random()) * 1000).unref();
  }

  /** Pulls the cable, to see it connect again. */
  disconnect() {
    this._connected = false;
  }
}

/**
 * A device that is connected to again by itself.
 *
 * Shows `DeviceConnection`: its task `keepConnected` looks every few seconds whether the device is there, and calls `connect` if it is not. An attempt that
 * throws is a failure of that task, shown like any other.
 */
export default class DeviceConnectionService extends DataService {
  @label("Power supply")
  supply = new PowerSupply();
}
