import { choices, command, DataService, loadState, nullable, range, unit } from "dasedeck";

const Mode = { OFF: 0, RUN: 1 } as const;

/** Values that may be empty, each with a default. */
export default class EmptyValues extends DataService {
  @nullable @range(0, 100) @unit("V") limit: number | null = 10;
  @nullable remark: string | null = "none";
  @nullable @choices(Mode) mode: 0 | 1 | null = Mode.OFF;
  @nullable flag: boolean | null = true;
  @nullable levels: number[] | null = [1, 2];
  plain = 6;
  list = [1];
  _level = 3;

  get level() {
    return this._level;
  }

  @loadState
  set level(value: number) {
    this._level = value;
  }

  @command
  double() {
    this.plain *= 2;
  }
}
