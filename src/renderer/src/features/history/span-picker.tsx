import { Button, SegmentedControl, Text } from "@mantine/core";
import { IconZoomOut } from "@tabler/icons-react";
import { useState, type ReactElement } from "react";
import { useDeckClock } from "../../api/use-deck.ts";
import { fromLocalText, toLocalText } from "./local-text.ts";
import { presets, rangeOf, rangeProblem, type Span } from "./span.ts";
import classes from "./history-bar.module.css";

/** What {@link SpanPicker} shows. */
export interface SpanPickerProps {
  readonly span: Span;
  /** Chooses another span, from scratch. */
  readonly onSpan: (span: Span) => void;
  /** Goes back to the span that this one is a part of; `null` where it is none. */
  readonly onBack: (() => void) | null;
}

const ownWord = "custom";

/** From when to when: the usual spans at a click, and any other by its moments. */
export function SpanPicker({ span, onSpan, onBack }: SpanPickerProps): ReactElement {
  const deckNow = useDeckClock();
  const chosen = span.kind === "last" ? String(span.seconds) : ownWord;
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label="Span"
        value={chosen}
        onChange={(value) => {
          if (value === ownWord) onSpan({ kind: "fixed", ...toWholeSeconds(rangeOf(span, deckNow())) });
          else onSpan({ kind: "last", seconds: Number(value) });
        }}
        data={[
          ...presets.map(({ word, name, seconds }) => ({ value: String(seconds), label: <span title={name}>{word}</span> })),
          { value: ownWord, label: "Custom" },
        ]}
      />
      {onBack !== null && (
        <Button size="xs" px={8} variant="default" leftSection={<IconZoomOut size={15} aria-hidden />} onClick={onBack}>
          Back
        </Button>
      )}
      {span.kind === "fixed" && <OwnSpan span={span} onSpan={onSpan} />}
    </>
  );
}

function toWholeSeconds({ fromMs, toMs }: { fromMs: number; toMs: number }): { fromMs: number; toMs: number } {
  return { fromMs: Math.floor(fromMs / 1000) * 1000, toMs: Math.ceil(toMs / 1000) * 1000 };
}

/** Two moments. They take effect when the field is left or on Enter: what is half typed is no moment yet. */
function OwnSpan({ span, onSpan }: { span: Span & { kind: "fixed" }; onSpan: (span: Span) => void }): ReactElement {
  const deckNow = useDeckClock();
  const [draft, setDraft] = useState<{ of: Span; from: string; to: string } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  // A draft of another span, that one has zoomed out of for example, is over.
  const present = draft?.of === span ? draft : { of: span, from: toLocalText(span.fromMs), to: toLocalText(span.toMs) };
  const take = (): void => {
    if (draft?.of !== span) return;
    const range = { fromMs: fromLocalText(present.from), toMs: fromLocalText(present.to) };
    const found = rangeProblem(range, deckNow());
    setProblem(found);
    if (found !== null) return;
    const changed: Span = { kind: "fixed", ...range };
    setDraft({ ...present, of: changed });
    if (range.fromMs !== span.fromMs || range.toMs !== span.toMs) onSpan(changed);
  };
  const field = (name: "From" | "To", value: string, change: (text: string) => void): ReactElement => (
    <label className={classes["moment"]}>
      <span>{name}</span>
      <input
        type="datetime-local"
        step={1}
        value={value}
        aria-invalid={problem !== null && draft?.of === span}
        onChange={(event) => change(event.currentTarget.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === "Enter") take();
        }}
      />
    </label>
  );
  return (
    <>
      {field("From", present.from, (from) => setDraft({ ...present, from }))}
      {field("To", present.to, (to) => setDraft({ ...present, to }))}
      {problem !== null && draft?.of === span && (
        <Text role="alert" className={classes["problem"]}>
          {problem}
        </Text>
      )}
    </>
  );
}
