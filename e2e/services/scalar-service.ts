import { DataService, sleep, task } from "dasedeck";

/** One attribute of each kind that is served, and what refuses a value. */
export default class ScalarService extends DataService {
  voltage = 1.5;
  unlimited = Infinity;
  label = "first";
  enabled = false;
  remark = "first\nsecond\r\nthird\tend";
  comment: string | null = null;
  writes = 0;
  _limited = 5;

  get doubled() {
    return this.voltage * 2;
  }

  get remarkAsJson() {
    return JSON.stringify(this.remark);
  }

  get labelAsJson() {
    return JSON.stringify(this.label);
  }

  get broken(): number {
    throw new RangeError("The probe is not connected");
  }

  get limited() {
    return this._limited;
  }

  set limited(value: number) {
    if (value > 10) throw new RangeError("At most 10 V are allowed");
    this._limited = value;
    this.writes += 1;
  }

  /** Changes the voltage as somebody else would. */
  @task()
  async changeVoltage() {
    for (;;) {
      this.voltage += 1;
      await sleep(0.2);
    }
  }
}
