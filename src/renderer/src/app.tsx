import { Drawer } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useState, type ReactElement } from "react";
import { useConnection, useDeck, useService } from "./api/use-deck.ts";
import { ErrorBoundary } from "./components/error-boundary.tsx";
import { WaitingForDeck } from "./components/waiting-for-deck.tsx";
import { DeckPage } from "./features/deck/deck-page.tsx";
import type { StateFilter } from "./features/deck/deck-rows.ts";
import { SearchField } from "./features/deck/search-field.tsx";
import { Brand } from "./features/head/brand.tsx";
import { ConnectionBanner } from "./features/head/connection-banner.tsx";
import { LockButton } from "./features/head/lock-button.tsx";
import { ServerLine } from "./features/head/server-line.tsx";
import { StopAllButton } from "./features/head/stop-all-button.tsx";
import { DropZone } from "./features/load/drop-zone.tsx";
import { FirstStart } from "./features/load/first-start.tsx";
import { LoadButton } from "./features/load/load-button.tsx";
import { ServicePanel } from "./features/service/service-panel.tsx";
import classes from "./app.module.css";

/** The window: head, deck, and the details of the chosen service beside it. */
export function App(): ReactElement {
  const count = useDeck((deck) => deck.services.length);
  const [search, setSearch] = useState("");
  const [filter, setFilter] = useState<StateFilter>("all");
  const [selected, setSelected] = useState<string | null>(null);
  const service = useService(selected);
  const connection = useConnection();
  return (
    <div className={classes["window"]}>
      <ConnectionBanner />
      <section className={classes["head"]} aria-label="Deck commands">
        <Brand />
        <div className={classes["search"]}>{(count ?? 0) > 0 && <SearchField value={search} onChange={setSearch} />}</div>
        <LockButton />
        <StopAllButton />
        <LoadButton />
      </section>
      {count === undefined && <WaitingForDeck />}
      {count === 0 && <FirstStart />}
      {count !== undefined && count > 0 && (
        <div className={classes["deck"]} data-lost={connection.state === "lost" || undefined}>
          <ErrorBoundary what="The deck">
            <DeckPage
              filter={filter}
              onFilter={setFilter}
              search={search}
              selected={service?.id ?? null}
              onSelect={(id) => setSelected((present) => (present === id ? null : id))}
            />
          </ErrorBoundary>
          <Beside open={service !== undefined} onClose={() => setSelected(null)}>
            {service && (
              <ErrorBoundary key={service.id} what="The service">
                <ServicePanel service={service} onClose={() => setSelected(null)} />
              </ErrorBoundary>
            )}
          </Beside>
        </div>
      )}
      <ServerLine />
      <DropZone />
    </div>
  );
}

/** Beside the deck where there is room, over it where there is none. */
function Beside({
  open,
  onClose,
  children,
}: {
  open: boolean;
  onClose: () => void;
  children: ReactElement | undefined;
}): ReactElement | null {
  const wide = useMediaQuery("(min-width: 1280px)", undefined, { getInitialValueInEffect: false });
  if (!open) return null;
  if (wide) return <div className={classes["beside"]}>{children}</div>;
  return (
    <Drawer.Root opened onClose={onClose} position="right" size={400}>
      <Drawer.Overlay backgroundOpacity={0.45} />
      <Drawer.Content aria-label="Service details">
        <Drawer.Body className={classes["drawerBody"]}>{children}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
