import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

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

/** Red that is read easily in both schemes, as text and below white text. */
const red: MantineColorsTuple = [
  "#fdecec",
  "#f9d4d2",
  "#f4b4b0",
  "#f79a93",
  "#ff8f87",
  "#d13b3b",
  "#bd1f1f",
  "#bd1f1f",
  "#a31919",
  "#861414",
];

const legible = { "--mantine-color-dimmed": "var(--deck-text-muted)", "--mantine-color-error": "var(--state-red)" };

/** Where Mantine's own greys and reds are too faint to be read. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: legible,
  dark: { ...legible, "--mantine-color-anchor": "var(--mantine-color-ink-3)" },
});

/** Overlays have a landmark of their own, for those who hear the page read out: one that lasts, since Mantine looks for it only once. */
const withinOverlays = { portalProps: { target: "#overlays" } };

export const theme = createTheme({
  colors: { ink, dark, red },
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
    Button: { styles: { label: { fontWeight: 500 } } },
    Menu: { defaultProps: { ...withinOverlays, withInitialFocusPlaceholder: false } },
    Notification: {
      defaultProps: { closeButtonProps: { "aria-label": "Close" } },
      styles: { description: { color: "var(--mantine-color-text)", whiteSpace: "pre-line", overflowWrap: "anywhere" } },
    },
    Tooltip: {
      defaultProps: {
        ...withinOverlays,
        openDelay: 350,
        withArrow: true,
        multiline: true,
        maw: 280,
        events: { hover: true, focus: true, touch: false },
      },
    },
    Modal: {
      defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.45 }, closeButtonProps: { "aria-label": "Close" } },
      styles: { title: { fontWeight: 650 } },
    },
  },
});
