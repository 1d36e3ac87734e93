/** The states of the window that `npm run screenshots` takes pictures of. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../setup/project.mjs";

/** @typedef {import("@playwright/test").Page} Page */
/** @typedef {{ url: string, end: () => Promise<void> }} OtherDeck its address; none was asked for: empty */
/**
 * @typedef {object} Scene a state of the window, and the way to it
 * @property {string} name
 * @property {string[]} files
 * @property {string[]} [elsewhere] service files that another deck serves, to which the window connects
 * @property {(page: Page, other: OtherDeck) => Promise<unknown>} arrange
 * @property {(page: Page) => Promise<unknown>} [arrangeAtSize] what a new size of the window undoes
 */

const sensor = join(projectRoot, "resources/examples/sensor-service.ts");
const advanced = join(projectRoot, "resources/examples/advanced-task-service.ts");
/** @param {string} name */
export const ofTests = (name) => join(projectRoot, "e2e/services", name);

/** Longer than the advanced example takes to give up; milliseconds. */
const patience = 20_000;

/**
 * @param {Page} page
 * @param {string} row
 * @param {string} state
 */
async function rowInState(page, row, state) {
  await page.getByRole("row", { name: row, exact: true }).filter({ hasText: state }).waitFor({ timeout: patience });
}

/**
 * @param {Page} page
 * @param {string} service
 */
async function openDetails(page, service) {
  await page.getByRole("row", { name: service, exact: true }).getByRole("button", { name: service, exact: true }).click();
  await page.getByRole("complementary", { name: `Details of ${service}` }).waitFor();
}

/**
 * @param {Page} page
 * @param {string} url
 * @param {{ name?: string, token?: string }} [more]
 */
async function addRemote(page, url, { name = "", token = "" } = {}) {
  await page.getByRole("textbox", { name: "Address" }).fill(url);
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("textbox", { name: "Token", exact: true }).fill(token);
  await page.getByRole("button", { name: "Connect", exact: true }).and(page.locator("[type=submit]")).click();
  await page.getByRole("status").filter({ hasText: "is on the deck" }).waitFor();
}

/** @param {Page} page */
async function goToRemote(page) {
  await page.getByRole("button", { name: "Remote", exact: true }).click();
  await page.getByRole("main", { name: "Remote" }).waitFor();
}

/** @param {Page} page */
async function openSettings(page) {
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  await page.getByRole("main", { name: "Settings" }).waitFor();
}

/**
 * Only the desktop app has these.
 * @type {Scene[]}
 */
export const desktopScenes = [
  {
    name: "settings-open-to-others",
    files: [ofTests("counter-service.ts")],
    arrange: async (page) => {
      await openSettings(page);
      for (const name of ["ana-notebook", "onlooker"]) {
        await page.getByRole("textbox", { name: "New token for" }).fill(name);
        if (name === "onlooker") await page.getByText("view", { exact: true }).click();
        await page.getByRole("button", { name: "Make token" }).click();
        await page.getByRole("status", { name: `The token ${name}` }).waitFor();
      }
      await page.getByRole("radio", { name: "Other computers, too" }).check();
      await page.getByRole("button", { name: "Apply" }).click();
      await page.getByText("Reachable from other computers").waitFor();
    },
  },
  {
    name: "settings-refused",
    files: [ofTests("counter-service.ts")],
    arrange: async (page) => {
      await openSettings(page);
      await page.getByRole("radio", { name: "Other computers, too" }).check();
      await page.getByText("TLS with a certificate (https)").click();
      await page.getByRole("textbox", { name: "Certificate (PEM)" }).fill("/etc/ssl/lab/cert.pem");
      await page.getByRole("button", { name: "Apply" }).click();
      await page.getByText("Choose the file of its key").waitFor();
    },
  },
];

/** @type {Scene[]} */
export const scenes = [
  {
    name: "empty",
    files: [],
    arrange: (page) => page.getByRole("heading", { name: "No services on the deck yet" }).waitFor(),
  },
  {
    name: "running",
    files: [sensor, ofTests("counter-service.ts"), ofTests("nested-service.ts"), ofTests("finishing-task.ts")],
    arrange: (page) => rowInState(page, "supply.output.rampUp", "running"),
  },
  {
    name: "restarting",
    files: [sensor, advanced, ofTests("failing-task.ts")],
    arrange: (page) => rowInState(page, "criticalTask", "restarting"),
  },
  {
    name: "failed",
    files: [sensor, advanced, ofTests("crashing-service.ts"), ofTests("blocks-in-task.ts"), ofTests("long-texts.ts")],
    arrange: async (page) => {
      await rowInState(page, "Advanced Task Service", "failed (task-failure)");
      await rowInState(page, "Blocks In Task", "not responding");
    },
  },
  {
    name: "load-error",
    files: [sensor, "typo-service.ts", ofTests("throws-in-constructor.ts")],
    arrange: async (page) => {
      await rowInState(page, "Typo Service", "failed (load-error)");
      await page
        .getByRole("row", { name: "Typo Service" })
        .getByRole("button", { name: /^Last error/ })
        .click();
      await page.getByRole("dialog", { name: "Last error of Typo Service" }).waitFor();
    },
  },
  {
    name: "details",
    files: [ofTests("scalar-service.ts"), sensor, ofTests("nested-service.ts")],
    arrange: async (page) => {
      await rowInState(page, "readSensorData", "running");
      await openDetails(page, "Scalar Service");
    },
    arrangeAtSize: async (page) => {
      const field = page.getByRole("textbox", { name: "limited", exact: true });
      await field.fill("11");
      await field.press("Enter");
      await page.getByText("At most 10 V are allowed").waitFor();
    },
  },
  {
    name: "service",
    files: [ofTests("every-value.ts"), ofTests("talkative-service.ts"), sensor],
    arrange: async (page) => {
      await rowInState(page, "readSensorData", "running");
      await openDetails(page, "Every Value");
      await page.getByRole("button", { name: "Show in the whole window" }).click();
      await page.getByRole("main", { name: "Details of Every Value" }).waitFor();
    },
  },
  {
    name: "details-of-failed",
    files: [advanced, ofTests("long-texts.ts")],
    arrange: async (page) => {
      await rowInState(page, "Advanced Task Service", "failed (task-failure)");
      await openDetails(page, "Advanced Task Service");
    },
  },
  {
    name: "history",
    files: [sensor, advanced, ofTests("fails-once.ts"), ofTests("crashing-service.ts"), ofTests("stuck-service.ts")],
    arrange: async (page) => {
      await rowInState(page, "holdOn", "running");
      await page.getByRole("row", { name: "flutter" }).getByRole("button", { name: "Start", exact: true }).click();
      await page.getByRole("row", { name: "holdOn" }).getByRole("button", { name: "Stop", exact: true }).click();
      await rowInState(page, "Advanced Task Service", "failed (task-failure)");
      await page.getByRole("button", { name: "History", exact: true }).click();
      await page.getByRole("slider", { name: "Timeline of recover" }).waitFor();
    },
  },
  {
    name: "history-closer",
    files: [advanced, ofTests("fails-once.ts")],
    arrange: async (page) => {
      await rowInState(page, "Advanced Task Service", "failed (task-failure)");
      await page.getByRole("button", { name: "History", exact: true }).click();
      const strip = page.getByRole("slider", { name: "Timeline of recover" });
      await strip.focus();
      await page.keyboard.press("End");
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "Back" }).waitFor();
    },
    arrangeAtSize: async (page) => {
      await page.getByRole("slider", { name: "Timeline of recover" }).focus();
      await page.keyboard.press("End");
      await page.getByRole("tooltip").waitFor();
    },
  },
  {
    name: "remote-empty",
    files: [],
    arrange: goToRemote,
  },
  {
    name: "remote",
    files: [sensor],
    elsewhere: [ofTests("counter-service.ts"), ofTests("scalar-service.ts")],
    arrange: async (page, { url }) => {
      await goToRemote(page);
      await addRemote(page, `${url}counter-service`, { name: "Cleanroom counter" });
      await addRemote(page, `${url}scalar-service`);
      await addRemote(page, "ws://127.0.0.1:9/vacuum-pump");
      await addRemote(page, "ws://10.255.255.1/cryostat", { name: "Cryostat" });
      await rowInState(page, "Cleanroom counter", "connected");
      await page.getByRole("row", { name: "Scalar Service" }).getByRole("button", { name: "Disconnect", exact: true }).click();
      await rowInState(page, "Scalar Service", "disconnected");
      await rowInState(page, "Vacuum Pump", "reconnecting");
      await page.getByRole("textbox", { name: "Address" }).fill("ws://lab pc:8001");
      await page.keyboard.press("Enter");
      await page.getByRole("alert").waitFor();
    },
  },
  {
    name: "remote-on-deck",
    files: [sensor],
    elsewhere: [advanced, ofTests("counter-service.ts"), ofTests("every-value.ts")],
    arrange: async (page, { url }) => {
      await goToRemote(page);
      await addRemote(page, `${url}counter-service`, { name: "Cleanroom counter" });
      await addRemote(page, `${url}advanced-task-service`);
      await page.getByRole("button", { name: "Deck", exact: true }).click();
      await rowInState(page, "countTicks", "running");
    },
  },
  {
    name: "remote-lost",
    files: [sensor],
    elsewhere: [ofTests("every-value.ts"), advanced],
    arrange: async (page, { url, end }) => {
      await goToRemote(page);
      await addRemote(page, `${url}every-value`);
      await rowInState(page, "Every Value", "connected");
      await end();
      await rowInState(page, "Every Value", "reconnecting");
      await page.getByRole("button", { name: "Every Value", exact: true }).click();
      await page.getByRole("main", { name: "Details of Every Value" }).waitFor();
    },
  },
  {
    name: "settings",
    files: [ofTests("counter-service.ts")],
    arrange: openSettings,
  },
  {
    name: "stuck-and-locked",
    files: [ofTests("stuck-service.ts"), ofTests("counter-service.ts")],
    arrange: async (page) => {
      await rowInState(page, "holdOn", "running");
      await page.getByRole("row", { name: "holdOn" }).getByRole("button", { name: "Stop", exact: true }).click();
      await rowInState(page, "holdOn", "stuck");
      await page.getByRole("button", { name: "Lock", exact: true }).click();
    },
  },
];

/**
 * A file with a syntax error can't lie in the project, where every file is checked: it is written when it is needed.
 * @param {string} file
 * @param {string} folder
 */
export function inFolder(file, folder) {
  if (file !== "typo-service.ts") return file;
  const path = join(folder, file);
  writeFileSync(
    path,
    'import { DataService } from "dasedeck";\n\nexport default class TypoService extends DataService {\n  voltage = = 1.5;\n}\n',
  );
  return path;
}
