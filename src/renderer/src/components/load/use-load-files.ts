import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { createElement } from "react";
import type { ServiceInstance } from "#shared/service-instance.ts";
import { useDeckAccess } from "../../api/deck-context.tsx";
import { errorText } from "../../format/error.ts";
import { baseName } from "../../format/file.ts";
import { TrustQuestion } from "./trust-question.tsx";

type Trust = "file" | "folder";

/**
 * Loads a service; where nobody has trusted its file yet, asks first.
 *
 * @returns whether it was loaded: not where the person does not trust it. Rejects where the deck refuses.
 */
export function useLoadService(): (service: ServiceInstance) => Promise<boolean> {
  const { api } = useDeckAccess();
  return async (service) => {
    let outcome = await api.loadService(service);
    while (outcome.kind === "trustNeeded") {
      const { file } = outcome;
      const trust = await askForTrust(outcome);
      if (trust === null) return false;
      // A link may lead to another file by now: then the deck asks again.
      outcome = await api.loadService({ ...service, trust, trustedFile: file });
    }
    return true;
  };
}

/** Loads services one after the other, and shows what went wrong. */
export function useLoadFiles(): (services: readonly ServiceInstance[]) => Promise<void> {
  const loadService = useLoadService();
  return async (services) => {
    for (const service of services) {
      try {
        await loadService(service);
      } catch (error) {
        notifications.show({
          color: "red",
          title: `${service.name ?? baseName(service.file)} was not loaded`,
          message: errorText(error),
          autoClose: 12_000,
          withBorder: true,
        });
      }
    }
  };
}

/** @returns what the person trusts, `null` for nothing */
function askForTrust({ file, folder }: { file: string; folder: string }): Promise<Trust | null> {
  return new Promise((resolve) => {
    const id = modals.open({
      title: "Trust this service file?",
      size: "lg",
      // Escape and a click beside it mean no; after an answer this resolves nothing any more.
      onClose: () => resolve(null),
      children: createElement(TrustQuestion, {
        file,
        folder,
        onAnswer: (answer) => {
          resolve(answer);
          modals.close(id);
        },
      }),
    });
  });
}
