import { createTheme, type MantineColorsTuple } from "@mantine/core";

/** A blue ink: far enough from every state's colour to never be taken for one. */
const ink: MantineColorsTuple = [
  "#eef0fc",
  "#dce0f7",
  "#b7bfed",
  "#8f9be3",
  "#6f7edb",
  "#5a6bd6",
  "#4c5ecf",
  "#3b4cc0",
  "#3240a0",
  "#273382",
];

/** Slightly blue greys, for a dark scheme that is easy on the eyes in a dim laboratory. */
const dark: MantineColorsTuple = [
  "#d5dae1",
  "#b3bac5",
  "#8f98a5",
  "#69727f",
  "#434b56",
  "#313842",
  "#22282f",
  "#191e24",
  "#12161b",
  "#0c0f13",
];

export const theme = createTheme({
  colors: { ink, dark },
  primaryColor: "ink",
  primaryShade: { light: 7, dark: 5 },
  autoContrast: true,
  fontFamily: 'Inter, "Segoe UI", system-ui, -apple-system, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif',
  fontFamilyMonospace:
    '"JetBrains Mono", "Cascadia Mono", ui-monospace, "SF Mono", Menlo, "DejaVu Sans Mono", "Liberation Mono", monospace',
  defaultRadius: "sm",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Tooltip: {
      defaultProps: { openDelay: 350, withArrow: true, multiline: true, maw: 280, events: { hover: true, focus: true, touch: false } },
    },
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.45 }, closeButtonProps: { "aria-label": "Close" } } },
  },
});
