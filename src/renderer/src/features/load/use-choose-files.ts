import { useMutation, type UseMutationResult } from "@tanstack/react-query";
import { notifications } from "@mantine/notifications";
import { useDeckAccess } from "../../api/deck-context.tsx";
import { errorText } from "../../format/error.ts";
import { useLoadFiles } from "../../components/load/use-load-files.ts";

/** Opens the system's file dialog and loads what was chosen. */
export function useChooseFiles(): UseMutationResult<void, Error, void> {
  const { api } = useDeckAccess();
  const loadFiles = useLoadFiles();
  return useMutation({
    mutationFn: async () => loadFiles((await api.chooseServiceFiles(undefined)).map((file) => ({ file }))),
    onError: (error) => notifications.show({ color: "red", title: "No file could be chosen", message: errorText(error), withBorder: true }),
  });
}
