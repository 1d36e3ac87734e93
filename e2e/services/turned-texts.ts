import { DataService, task } from "dasedeck";

/** Texts with characters that turn around what follows them. */
export default class TurnedTexts extends DataService {
  static title = "Turned \u202Eevil\u202C";

  note = "abc\u202Edef";

  get fixed() {
    return this.note.replace("\u202E", "\u2067");
  }

  @task({ autostart: true, restartOnException: false })
  async fail() {
    await Promise.resolve();
    throw new Error("no \u202Eevil");
  }
}
