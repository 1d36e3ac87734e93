import { join } from "node:path";
import * as z from "zod";
import { networkSettings, type NetworkSettings } from "#shared/network-settings.ts";
import { defaultPort } from "#shared/port.ts";
import { JsonFile } from "../../deck/json-file.ts";

const stored = z.object({ version: z.literal(1), ...networkSettings.shape });

/** How a deck is reached of which nobody has said anything else: from nowhere but this computer. */
const atFirst: NetworkSettings = {
  reach: "thisComputer",
  requireTokenHere: false,
  port: defaultPort,
  network: { address: "0.0.0.0", allowedHosts: [], certificate: { kind: "none" } },
};

/** How the deck is reached, as it was chosen in the window: `network.json` in the data folder. */
export class RememberedNetwork {
  readonly #file: JsonFile<z.infer<typeof stored>>;
  #settings: NetworkSettings;
  #warning: string | null;

  private constructor(file: JsonFile<z.infer<typeof stored>>, settings: NetworkSettings, warning: string | null) {
    this.#file = file;
    this.#settings = settings;
    this.#warning = warning;
  }

  /** What can't be read is warned of, and closes the deck to other computers. */
  static async open(dataDir: string, warn: (message: string) => void): Promise<RememberedNetwork> {
    // A backup would open the deck again that was closed last.
    const file = new JsonFile(join(dataDir, "network.json"), stored, {
      keepsBackup: false,
      whenLost: "the deck can be reached from this computer only, until that is changed in the Settings",
    });
    const { value, warning } = await file.read();
    if (warning !== null) warn(warning);
    return new RememberedNetwork(file, value === null ? atFirst : networkSettings.parse(value), warning);
  }

  get settings(): NetworkSettings {
    return this.#settings;
  }

  /** What was wrong with the file, until other settings are remembered. */
  get warning(): string | null {
    return this.#warning;
  }

  /** Resolves when they are safe on disk. @throws Error that says why they can't be */
  async remember(settings: NetworkSettings): Promise<void> {
    this.#settings = settings;
    this.#warning = null;
    await this.#file.write({ version: 1, ...settings });
  }
}
