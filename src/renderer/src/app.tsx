import { Drawer } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconHistory, IconLayoutList } from "@tabler/icons-react";
import { Activity, useCallback, useState, type ReactElement } from "react";
import { useConnection, useDeck, useService } from "./api/use-deck.ts";
import { ErrorBoundary } from "./components/error-boundary.tsx";
import { WaitingForDeck } from "./components/waiting-for-deck.tsx";
import type { ShowHistory } from "./components/show-history.ts";
import { DeckPage } from "./features/deck/deck-page.tsx";
import type { StateFilter } from "./features/deck/deck-rows.ts";
import { SearchField } from "./features/deck/search-field.tsx";
import { Brand } from "./features/head/brand.tsx";
import { ConnectionBanner } from "./features/head/connection-banner.tsx";
import { LockButton } from "./features/head/lock-button.tsx";
import { ServerLine } from "./features/head/server-line.tsx";
import { StopAllButton } from "./features/head/stop-all-button.tsx";
import { HistoryPage } from "./features/history/history-page.tsx";
import { wholeDeck, type Subject } from "./features/history/subject.ts";
import { DropZone } from "./features/load/drop-zone.tsx";
import { FirstStart } from "./features/load/first-start.tsx";
import { LoadButton } from "./features/load/load-button.tsx";
import { ViewRail } from "./features/navigation/view-rail.tsx";
import { ServicePanel } from "./features/service/service-panel.tsx";
import classes from "./app.module.css";

const views = [
  { id: "deck", name: "Deck", icon: IconLayoutList },
  { id: "history", name: "History", icon: IconHistory },
] as const;
type ViewId = (typeof views)[number]["id"];

/** The window: head, views, and the details of the chosen service beside the deck. */
export function App(): ReactElement {
  const count = useDeck((deck) => deck.services.length);
  const [view, setView] = useState<ViewId>("deck");
  const [search, setSearch] = useState("");
  const [filter, setFilter] = useState<StateFilter>("all");
  const [selected, setSelected] = useState<string | null>(null);
  const [subject, setSubject] = useState<Subject>(wholeDeck);
  const isThere = useDeck((deck) => deck.services.some(({ id }) => id === selected)) ?? false;
  const connection = useConnection();
  const showHistory = useCallback((of: Subject): void => {
    setSubject(of);
    setView("history");
  }, []);
  const toggleDetails = useCallback((id: string): void => setSelected((present) => (present === id ? null : id)), []);
  return (
    <div className={classes["window"]}>
      <ConnectionBanner />
      <section className={classes["head"]} aria-label="Deck commands">
        <Brand />
        <div className={classes["search"]}>
          {view === "deck" && (count ?? 0) > 0 && <SearchField value={search} onChange={setSearch} />}
        </div>
        <LockButton />
        <StopAllButton />
        <LoadButton />
      </section>
      <div className={classes["body"]}>
        <ViewRail views={views} present={view} onView={setView} />
        {count === undefined && <WaitingForDeck />}
        {/* A view that is not looked at keeps its state, and costs nothing. */}
        <Activity mode={view === "deck" ? "visible" : "hidden"}>
          {count === 0 && <FirstStart />}
          {count !== undefined && count > 0 && (
            <div className={classes["deck"]} data-lost={connection.state === "lost" || undefined}>
              <ErrorBoundary what="The deck">
                <DeckPage
                  filter={filter}
                  onFilter={setFilter}
                  search={search}
                  selected={isThere ? selected : null}
                  onSelect={toggleDetails}
                  onHistory={showHistory}
                />
              </ErrorBoundary>
              {isThere && selected !== null && (
                <Beside onClose={() => setSelected(null)}>
                  <Details key={selected} id={selected} onClose={() => setSelected(null)} onHistory={showHistory} />
                </Beside>
              )}
            </div>
          )}
        </Activity>
        {count !== undefined && (
          <Activity mode={view === "history" ? "visible" : "hidden"}>
            <ErrorBoundary what="The history">
              <HistoryPage subject={subject} onSubject={setSubject} />
            </ErrorBoundary>
          </Activity>
        )}
      </div>
      <ServerLine />
      <DropZone />
    </div>
  );
}

/** The details of a service, in a place of their own: its values change all the time, and nothing else is to be drawn for them. */
function Details({ id, onClose, onHistory }: { id: string; onClose: () => void; onHistory: ShowHistory }): ReactElement | null {
  const service = useService(id);
  if (service === undefined) return null;
  return (
    <ErrorBoundary what="The service">
      <ServicePanel service={service} onClose={onClose} onHistory={onHistory} />
    </ErrorBoundary>
  );
}

/** Beside the deck where there is room, over it where there is none. */
function Beside({ onClose, children }: { onClose: () => void; children: ReactElement }): ReactElement {
  const wide = useMediaQuery("(min-width: 1280px)", undefined, { getInitialValueInEffect: false });
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
