import { DataService, sleep, task } from "dasedeck";

/**
 * A simulated sensor that is read again and again by a task that starts with the service.
 *
 * Shows public attributes, which are seen and set from outside as they are, a property, and an autostart task. Set `readoutFrequency` while it runs: the task
 * takes the new value from its next reading on.
 */
export default class SensorService extends DataService {
  /** Seconds between two readings. */
  readoutFrequency = 1.0;

  /** The last reading, in units of the sensor. */
  reading = 0;

  /** How many readings were taken since the service was started. */
  readings = 0;

  /** Names that begin with an underscore are private. */
  _startedAt = performance.now();

  /** Whether the last reading is above zero: worked out again whenever `reading` changes. */
  get isPositive() {
    return this.reading > 0;
  }

  @task({ autostart: true })
  async readSensorData() {
    for (;;) {
      this._processData(this._readFromSensor());
      await sleep(this.readoutFrequency);
    }
  }

  /** A slow sine with some noise, as a thermometer in a room with a heater might give. */
  _readFromSensor() {
    const seconds = (performance.now() - this._startedAt) / 1000;
    const noise = (Math.random() - 0.5) * 0.2;
    return Math.sin((2 * Math.PI * seconds) / 20) + noise;
  }

  _processData(data: number) {
    this.reading = Math.round(data * 1000) / 1000;
    this.readings += 1;
  }
}
