import { Slider } from "@mantine/core";
import { useState, type ReactElement } from "react";
import { useQuietCommand } from "../../../api/use-command.ts";
import { useLate } from "../../../components/use-late.ts";
import { errorText } from "../../../format/error.ts";
import { formatCompact } from "#shared/format/number.ts";
import { createPacedSender } from "./paced-sender.ts";
import { useServiceAccess } from "./service-access.ts";
import type { SliderRange } from "./slider-range.ts";
import { createThumbHold } from "./thumb-hold.ts";
import classes from "./slider.module.css";

/** What a {@link SliderTrack} shows. */
export interface SliderTrackProps {
  readonly range: SliderRange;
  readonly path: string;
  readonly name: string;
  readonly readonly: boolean;
}

/** At most ten positions a second are sent while the thumb is dragged. */
const sendEveryMs = 100;
/** The report of the last position comes soon after its answer; one that equals the old is never reported. */
const reportWithinMs = 400;

/** The track of a slider. While a person holds the thumb it stands where they hold it, whatever the service reports; what they leave it at is sent. */
export function SliderTrack({ range, path, name, readonly }: SliderTrackProps): ReactElement {
  const { service, obstacle } = useServiceAccess();
  const { mutateAsync } = useQuietCommand("setAttribute");
  const [held, setHeld] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const late = useLate(sending);
  const [hold] = useState(() =>
    createThumbHold({
      // Only where nothing newer is held by then.
      letGo: (position) => setHeld((present) => (present === position ? null : present)),
      afterMs: reportWithinMs,
    }),
  );
  const [sender] = useState(() =>
    createPacedSender<{ value: number; write: SliderRange["write"] }>({
      everyMs: sendEveryMs,
      async send({ value, write }) {
        setSending(true);
        try {
          await mutateAsync({ service, path, value: write(value) });
          setProblem(null);
          hold.settle(value);
          return true;
        } catch (error) {
          setHeld(null);
          setProblem(errorText(error));
          return false;
        } finally {
          setSending(false);
        }
      },
    }),
  );
  const { minimum, maximum, step, unit } = range;
  const words = (value: number): string => `${formatCompact(value)}${unit === "" ? "" : ` ${unit}`}`;
  const move = (value: number): void => {
    if (obstacle !== null || readonly) return;
    setHeld(value);
    setProblem(null);
    sender.offer({ value, write: range.write });
  };
  const press = (): void => {
    if (obstacle !== null || readonly) return;
    hold.press(held === null ? range.value : null);
    setHeld(held ?? range.value);
    const listening = new AbortController();
    const release = (): void => {
      listening.abort();
      hold.release();
    };
    // It may be let go anywhere.
    window.addEventListener("pointerup", release, listening);
    window.addEventListener("pointercancel", release, listening);
  };
  return (
    <div
      className={classes["slider"]}
      aria-busy={sending}
      data-late={late || undefined}
      title={obstacle ?? undefined}
      onPointerDownCapture={press}
    >
      <Slider
        size={4}
        thumbSize={16}
        min={minimum}
        max={maximum}
        step={step}
        precision={decimalsOf(step, minimum)}
        value={held ?? range.value}
        label={words}
        thumbLabel={`Slider of ${name}`}
        thumbValueText={words}
        disabled={obstacle !== null || readonly}
        onChange={move}
      />
      <div className={classes["sliderEnds"]}>
        <span aria-hidden>{words(minimum)}</span>
        {problem !== null && (
          <span className={classes["problem"]} role="alert" title={problem}>
            {problem}
          </span>
        )}
        <span aria-hidden>{words(maximum)}</span>
      </div>
    </div>
  );
}

/** As many digits after the point as the positions have. */
function decimalsOf(...numbers: readonly number[]): number {
  const decimals = numbers.map((number) => {
    const [digits = "", exponent = "0"] = String(number).split("e");
    return Math.max(0, (digits.split(".")[1]?.length ?? 0) - Number(exponent));
  });
  return Math.min(20, Math.max(...decimals));
}
