import {
  choice,
  colouredChoice,
  command,
  DataService,
  description,
  displayOrder,
  label,
  loadState,
  range,
  sleep,
  unit,
  validateSet,
} from "dasedeck";

const Mode = choice({ OFF: 0, IDLE: 1, PUMPING: 2 }, { name: "Mode" });
const Status = colouredChoice({ STANDBY: "SlateGray", SPINNING_UP: "#FFA500", AT_SPEED: "hsl(120, 60%, 40%)" }, { name: "Status" });

/**
 * A simulated pump with modes, buttons and a setting that is confirmed.
 *
 * Shows `choice` and `colouredChoice`, methods as buttons with `@command`, and a property whose write is answered only when the pump has really reached the
 * speed (`@validateSet`), and which is restored when the service starts (`@loadState`). What the pump does is shown first (`@displayOrder`).
 */
export default class PumpService extends DataService {
  @description(`What the pump is to do: one of ${Object.keys(Mode).join(", ")}.`)
  mode = Mode.IDLE;

  _speed = 0;
  _wanted = 0;

  /** What the pump is doing. */
  @displayOrder(1)
  get status() {
    if (this._speed === 0) return Status.STANDBY;
    return Math.abs(this._speed - this._wanted) < 1 ? Status.AT_SPEED : Status.SPINNING_UP;
  }

  /** Speed of the rotor. The pump takes about a second to reach it. */
  @label("Rotor speed")
  @unit("rpm")
  get speed() {
    return this._speed;
  }

  @range(0, 1500, { step: 100 })
  @validateSet({ timeoutSec: 5, precision: 1 })
  @loadState
  set speed(value: number) {
    this._wanted = value;
    void this._follow();
  }

  /** Pumps at full speed. */
  @command
  start() {
    this.mode = Mode.PUMPING;
    this.speed = 1500;
  }

  /** Lets the rotor run down. */
  @command
  @label("Stop")
  standBy() {
    this.mode = Mode.IDLE;
    this.speed = 0;
  }

  /** A third of the way every tenth of a second, and the last bit at once. */
  async _follow() {
    const wanted = this._wanted;
    while (this._wanted === wanted && this._speed !== wanted) {
      await sleep(0.1);
      const missing = wanted - this._speed;
      this._speed = Math.abs(missing) < 20 ? wanted : this._speed + missing / 3;
    }
  }
}
