/** electron-builder calls this when the app's folder is complete, before its installers are made. */
import { rm } from "node:fs/promises";
import { join } from "node:path";

/**
 * Removes the app that Electron shows without an app: some builds of Electron bring one, and it is not ours.
 * @param {import("electron-builder").AfterPackContext} context
 */
export default async function afterPack({ appOutDir, packager, electronPlatformName }) {
  const resources =
    electronPlatformName === "darwin"
      ? join(appOutDir, `${packager.appInfo.productFilename}.app`, "Contents", "Resources")
      : join(appOutDir, "resources");
  await rm(join(resources, "default_app.asar"), { force: true });
}
