import { DataService } from "dasedeck";

const most = 512 * 1024 ** 2;

/** Takes memory and never gives it back, up to a limit. */
export default class Leaking extends DataService {
  _kept: number[][] = [];

  begin() {
    const timer = setInterval(() => {
      // Each is 8 MiB.
      this._kept.push(new Array<number>(1024 ** 2).fill(Math.random()));
      if (this._kept.length * 8 * 1024 ** 2 >= most) clearInterval(timer);
    }, 50);
  }
}
