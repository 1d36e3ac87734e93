import { openRealDeck } from "../../testing/open-real-deck.ts";

/** A deck in a process of its own, which a test kills: loads a service and tells its process id. */
const [folder = "", file = ""] = process.argv.slice(2);
const { deck } = await openRealDeck(folder);
const id = deck.load(file, { kind: "operator", name: "ana" });
deck.onDidRecord(() => {
  const status = deck.services.find((service) => service.id === id)?.status;
  if (status?.state === "running" && status.pid !== null) console.log(status.pid);
});
