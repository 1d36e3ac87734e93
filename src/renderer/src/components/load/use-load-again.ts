import { modals } from "@mantine/modals";
import { createElement } from "react";
import type { ServiceSource } from "#shared/service-snapshot.ts";
import { useReadDeck } from "../../api/use-deck.ts";
import { LoadAgainForm } from "./load-again-form.tsx";
import { useLoadService } from "./use-load-files.ts";

/** Opens the dialog that loads a service's file once more, under another name. */
export function useLoadAgain(): (source: Extract<ServiceSource, { kind: "file" }>) => void {
  const readDeck = useReadDeck();
  const loadService = useLoadService();
  return ({ file, parameters = {} }) => {
    const services = readDeck()?.services ?? [];
    const takenNames = services.flatMap(({ source }) => (source.kind === "file" && source.file === file ? (source.name ?? []) : []));
    const close = (): void => modals.close(id);
    const id = modals.open({
      title: "Load again as…",
      size: "md",
      children: createElement(LoadAgainForm, { file, parameters, takenNames, onLoad: loadService, onClose: close }),
    });
  };
}
