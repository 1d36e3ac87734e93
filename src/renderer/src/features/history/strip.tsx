import { Tooltip } from "@mantine/core";
import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactElement } from "react";
import type { SubjectHistory } from "#shared/journal.ts";
import { stateTable } from "../../components/state/state-table.ts";
import { toBars, type Bar } from "./bars.ts";
import { BarHint } from "./bar-hint.tsx";
import { barText } from "./bar-text.ts";
import { around, type TimeRange } from "./span.ts";
import classes from "./strip.module.css";

/** What a {@link Strip} shows. */
export interface StripProps {
  readonly name: string;
  /** It shows the connection to a remote service. */
  readonly isConnection: boolean;
  readonly segments: SubjectHistory["segments"];
  readonly range: TimeRange;
  /** In pixels. */
  readonly width: number;
  readonly onZoom: (part: TimeRange) => void;
}

const narrowestPx = 3;
/** A pointer that moves less has clicked. */
const dragPx = 4;

/** Where a person points: at one of the bars, and how far from the left, as a part of the strip. */
interface Pointed {
  readonly index: number;
  readonly at: number;
}

/** The states of a subject one after the other. A click looks at one closer, dragging at a part; with the keyboard, arrows go from state to state. */
export function Strip({ name, isConnection, segments, range, width, onZoom }: StripProps): ReactElement {
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const [dragged, setDragged] = useState<{ from: number; to: number } | null>(null);
  const strip = useRef<HTMLDivElement>(null);
  const bars = toBars(segments, range, narrowestPx / Math.max(width, 1));
  const present = pointed === null ? undefined : bars[pointed.index];
  const timeAt = (part: number): number => range.fromMs + part * (range.toMs - range.fromMs);
  const placeOf = (event: PointerEvent): number => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
  };
  const barAt = (at: number): Pointed | null => {
    const index = bars.findLastIndex((bar) => bar.left <= at && at <= bar.right);
    return index === -1 ? null : { index, at };
  };
  const goTo = (index: number): void => {
    const bar = bars[index];
    if (bar !== undefined) setPointed({ index, at: (bar.left + bar.right) / 2 });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const last = bars.length - 1;
    const now = Math.min(pointed?.index ?? last, last);
    const targets: Record<string, number> = { ArrowLeft: Math.max(0, now - 1), ArrowRight: Math.min(last, now + 1), Home: 0, End: last };
    const target = targets[event.key];
    if (target !== undefined) goTo(target);
    else if (event.key === "Enter" && present !== undefined) onZoom(around(present));
    else return;
    event.preventDefault();
  };
  const onPointerUp = (): void => {
    const chosen = dragged;
    setDragged(null);
    if (chosen === null) return;
    const [left, right] = chosen.from < chosen.to ? [chosen.from, chosen.to] : [chosen.to, chosen.from];
    if ((right - left) * width >= dragPx) onZoom({ fromMs: timeAt(left), toMs: timeAt(right) });
    else if (present !== undefined) onZoom(around(present));
  };
  return (
    <div
      ref={strip}
      className={classes["strip"]}
      role="slider"
      tabIndex={0}
      aria-label={`Timeline of ${name}`}
      aria-valuemin={1}
      aria-valuemax={Math.max(1, bars.length)}
      aria-valuenow={Math.min((pointed?.index ?? bars.length - 1) + 1, Math.max(1, bars.length))}
      aria-valuetext={bars.length === 0 ? "Nothing is known of this span" : barText(present ?? bars.at(-1), range, isConnection)}
      onKeyDown={onKeyDown}
      onFocus={() => {
        if (strip.current?.matches(":focus-visible")) goTo(bars.length - 1);
      }}
      onBlur={() => setPointed(null)}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setDragged({ from: placeOf(event), to: placeOf(event) });
      }}
      onPointerMove={(event) => {
        const at = placeOf(event);
        if (dragged !== null) setDragged({ ...dragged, to: at });
        const found = barAt(at);
        // The hint stays where it opened for as long as the pointer stays on the bar.
        if (found?.index !== pointed?.index) setPointed(found);
      }}
      onPointerLeave={() => setPointed(null)}
      onPointerUp={onPointerUp}
      onPointerCancel={() => setDragged(null)}
    >
      {bars.map((bar, index) => (
        <BarView key={index} bar={bar} pointed={index === pointed?.index} />
      ))}
      {dragged !== null && Math.abs(dragged.to - dragged.from) * width >= dragPx && (
        <div className={classes["brush"]} style={placed(Math.min(dragged.from, dragged.to), Math.max(dragged.from, dragged.to))} />
      )}
      {pointed !== null && present !== undefined && (
        <Tooltip
          key={pointed.index}
          opened
          label={<BarHint bar={present} range={range} isConnection={isConnection} />}
          position="top"
          offset={12}
        >
          <span className={classes["anchor"]} style={{ left: `${pointed.at * 100}%` }} />
        </Tooltip>
      )}
    </div>
  );
}

function BarView({ bar, pointed }: { bar: Bar; pointed: boolean }): ReactElement {
  return (
    <div
      className={classes["bar"]}
      data-state={bar.state}
      data-colour={stateTable[bar.state].colour}
      data-pointed={pointed || undefined}
      style={placed(bar.left, bar.right)}
    />
  );
}

function placed(left: number, right: number): { left: string; width: string } {
  return { left: `${left * 100}%`, width: `${(right - left) * 100}%` };
}
