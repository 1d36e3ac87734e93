// In development: what React Refresh otherwise puts into an inline script, which the Content-Security-Policy forbids. Empty in a build.
import "@vitejs/plugin-react/preamble";
import "./api/without-eval.ts";
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./global.css";
import { MantineProvider } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { DesktopBridge } from "#shared/deck-transport.ts";
import { openDeck } from "./api/open-deck.ts";
import { DeckAccessProvider } from "./api/deck-context.tsx";
import { App } from "./app.tsx";
import { ErrorBoundary } from "./components/error-boundary.tsx";
import { cssVariables, theme } from "./theme.ts";

declare global {
  interface Window {
    /** Put there by preload; absent in a browser. */
    readonly dasedeck?: DesktopBridge;
  }
}

const queryClient = new QueryClient({
  defaultOptions: {
    // The deck pushes what changes: nothing is fetched because of a focus, a mount or an age. Loopback works without a network.
    queries: { staleTime: Infinity, gcTime: Infinity, networkMode: "always", retry: false, refetchOnWindowFocus: false },
    mutations: { networkMode: "always", retry: false },
  },
});
const access = openDeck(window.dasedeck ?? null, queryClient);

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no place for the window");

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <DeckAccessProvider value={access}>
          <ModalsProvider>
            <ErrorBoundary what="The window">
              <App />
            </ErrorBoundary>
          </ModalsProvider>
        </DeckAccessProvider>
        <Notifications position="bottom-right" />
      </MantineProvider>
    </QueryClientProvider>
  </StrictMode>,
);
