import { useMediaQuery } from "@mantine/hooks";
import { IconAdjustmentsHorizontal, IconHistory, IconLayoutList, IconNetwork, IconSettings } from "@tabler/icons-react";
import { Activity, useCallback, useRef, useState, type ReactElement } from "react";
import { useConnection, useDeck, useService } from "./api/use-deck.ts";
import { ErrorBoundary } from "./components/error-boundary.tsx";
import { WaitingForDeck } from "./components/waiting-for-deck.tsx";
import type { ShowHistory } from "./components/show-history.ts";
import { DeckPage } from "./features/deck/deck-page.tsx";
import type { StateFilter } from "./features/deck/deck-rows.ts";
import type { DeckTableHandle } from "./features/deck/deck-table.tsx";
import { SearchField } from "./features/deck/search-field.tsx";
import { Brand } from "./features/head/brand.tsx";
import { ConnectionBanner } from "./features/head/connection-banner.tsx";
import { LockButton } from "./features/head/lock-button.tsx";
import { ServerLine } from "./features/head/server-line.tsx";
import { StopAllButton } from "./features/head/stop-all-button.tsx";
import { HistoryPage } from "./features/history/history-page.tsx";
import { wholeDeck, type Subject } from "./features/history/subject.ts";
import { DropZone } from "./features/load/drop-zone.tsx";
import { FilesFromSecondStart } from "./features/load/files-from-second-start.tsx";
import { FirstStart } from "./features/load/first-start.tsx";
import { LoadButton } from "./features/load/load-button.tsx";
import { LogInPage } from "./features/log-in/log-in-page.tsx";
import { ViewRail } from "./features/navigation/view-rail.tsx";
import { useWhereabouts, type Go } from "./features/navigation/use-whereabouts.ts";
import { RemotePage } from "./features/remote/remote-page.tsx";
import { ServiceView } from "./features/service/service-view.tsx";
import { SettingsPage } from "./features/settings/settings-page.tsx";
import classes from "./app.module.css";

const views = [
  { id: "deck", name: "Deck", icon: IconLayoutList },
  { id: "service", name: "Service", icon: IconAdjustmentsHorizontal },
  { id: "history", name: "History", icon: IconHistory },
  { id: "remote", name: "Remote", icon: IconNetwork },
  { id: "settings", name: "Settings", icon: IconSettings },
] as const;

/** From here on the details of a service have room beside the deck. */
const wideWindow = "(min-width: 1280px)";

/** The window, or what stands before it: the deck shows nothing to whom it does not let in. */
export function App(): ReactElement {
  const connection = useConnection();
  return connection.state === "refused" ? <LogInPage refused={connection} /> : <DeckWindow />;
}

/** The window: head, rail, and the views, of which the deck and a service may be seen beside one another. */
function DeckWindow(): ReactElement {
  const count = useDeck((deck) => deck.services.length);
  const isWide = useMediaQuery(wideWindow, undefined, { getInitialValueInEffect: false });
  const { shown, service, go } = useWhereabouts(isWide);
  const [search, setSearch] = useState("");
  const [filter, setFilter] = useState<StateFilter>("all");
  const [subject, setSubject] = useState<Subject>(wholeDeck);
  const deckTable = useRef<DeckTableHandle>(null);
  const connection = useConnection();
  const showHistory = useCallback(
    (of: Subject): void => {
      setSubject(of);
      go({ kind: "goTo", view: "history" });
    },
    [go],
  );
  const choose = useCallback((id: string): void => go({ kind: "choose", service: id }), [go]);
  const open = useCallback((id: string): void => go({ kind: "open", service: id }), [go]);
  const isDeckShown = shown === "deck" || shown === "deck and service";
  const isServiceShown = shown === "service" || shown === "deck and service";
  const isEmpty = count === 0;
  return (
    <div className={classes["window"]}>
      <section className={classes["head"]} aria-label="Deck commands">
        <div className={classes["start"]}>
          <Brand />
          <div className={classes["search"]}>
            {isDeckShown && (count ?? 0) > 0 && (
              <SearchField value={search} onChange={setSearch} onGoToHit={() => deckTable.current?.focusHit()} />
            )}
          </div>
          <ConnectionBanner />
        </div>
        <LockButton />
        <StopAllButton />
        <LoadButton />
      </section>
      <div className={classes["body"]} data-lost={connection.state === "lost" || undefined}>
        <ViewRail views={views} present={shown === "deck and service" ? "deck" : shown} onView={(view) => go({ kind: "goTo", view })} />
        {count === undefined && <WaitingForDeck />}
        {isEmpty && (isDeckShown || isServiceShown) && <FirstStart onRemote={() => go({ kind: "goTo", view: "remote" })} />}
        {/* A view that is not looked at keeps its state, and costs nothing. */}
        <Activity mode={isDeckShown ? "visible" : "hidden"}>
          {count !== undefined && !isEmpty && (
            <ErrorBoundary what="The deck">
              <DeckPage
                table={deckTable}
                filter={filter}
                onFilter={setFilter}
                search={search}
                selected={shown === "deck and service" ? service : null}
                onSelect={choose}
                onHistory={showHistory}
              />
            </ErrorBoundary>
          )}
        </Activity>
        <Activity mode={isServiceShown ? "visible" : "hidden"}>
          {service !== null && (
            <div className={classes["service"]} data-beside={shown === "deck and service" || undefined}>
              <Service key={service} id={service} isBeside={shown === "deck and service"} go={go} onHistory={showHistory} />
            </div>
          )}
        </Activity>
        {count !== undefined && (
          <Activity mode={shown === "history" ? "visible" : "hidden"}>
            <ErrorBoundary what="The history">
              <HistoryPage subject={subject} onSubject={setSubject} />
            </ErrorBoundary>
          </Activity>
        )}
        {count !== undefined && (
          <Activity mode={shown === "remote" ? "visible" : "hidden"}>
            <ErrorBoundary what="The view of remote services">
              <RemotePage onOpen={open} />
            </ErrorBoundary>
          </Activity>
        )}
        {count !== undefined && (
          <Activity mode={shown === "settings" ? "visible" : "hidden"}>
            <ErrorBoundary what="The settings">
              <SettingsPage />
            </ErrorBoundary>
          </Activity>
        )}
      </div>
      <ServerLine />
      <DropZone />
      {/* Before the first snapshot nothing may be loaded yet. */}
      {count !== undefined && <FilesFromSecondStart />}
    </div>
  );
}

interface ServiceProps {
  readonly id: string;
  readonly isBeside: boolean;
  readonly go: Go;
  readonly onHistory: ShowHistory;
}

/** One service, in a place of its own: its values change all the time, and nothing else is to be drawn for them. */
function Service({ id, isBeside, go, onHistory }: ServiceProps): ReactElement | null {
  const service = useService(id);
  if (service === undefined) return null;
  return (
    <ErrorBoundary what="The service">
      <ServiceView
        service={service}
        place={isBeside ? "beside" : "whole"}
        onClose={() => go({ kind: "close" })}
        onExpand={() => go({ kind: "expand" })}
        onBack={() => go({ kind: "backToDeck" })}
        onSwitch={(other) => go({ kind: "switch", service: other })}
        onHistory={onHistory}
      />
    </ErrorBoundary>
  );
}
