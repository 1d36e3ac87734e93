import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { createElement } from "react";
import { useDeckAccess } from "../../api/deck-context.tsx";
import { errorText } from "../../format/error.ts";
import { baseName } from "../../format/file.ts";
import { TrustQuestion } from "./trust-question.tsx";

type Trust = "file" | "folder";

/** Loads service files one after the other; where a file is not trusted yet, asks. */
export function useLoadFiles(): (files: readonly string[]) => Promise<void> {
  const { api } = useDeckAccess();
  const loadFile = async (file: string, trust?: Trust): Promise<void> => {
    try {
      const outcome = await api.loadService(trust === undefined ? { file } : { file, trust });
      if (outcome.kind !== "trustNeeded") return;
      const answer = await askForTrust(outcome);
      if (answer !== null) await loadFile(file, answer);
    } catch (error) {
      notifications.show({
        color: "red",
        title: `${baseName(file)} was not loaded`,
        message: errorText(error),
        autoClose: 12_000,
        withBorder: true,
      });
    }
  };
  return async (files) => {
    for (const file of files) await loadFile(file);
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
