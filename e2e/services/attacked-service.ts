import { DataService, task } from "dasedeck";

/** Counts what others do to it: an attack got through where a count has moved. */
export default class AttackedService extends DataService {
  secret = "the reading of the day";
  _reads = 0;
  _writes = 0;
  _calls = 0;
  _setting = 1;

  /** Stands for one that talks to hardware. */
  get reading() {
    this._reads += 1;
    return 7;
  }

  get setting() {
    return this._setting;
  }

  set setting(value: number) {
    this._setting = value;
    this._writes += 1;
  }

  fire() {
    this._calls += 1;
  }

  @task()
  async burn() {
    this._calls += 1;
  }

  /** What was done so far; for the test alone. */
  marks() {
    return JSON.stringify({ reads: this._reads, writes: this._writes, calls: this._calls });
  }
}
