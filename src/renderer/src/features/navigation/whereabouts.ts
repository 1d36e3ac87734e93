/** The views that the rail leads to. */
export type ViewId = "deck" | "service" | "history" | "remote" | "settings";

/** Where a person is in the window, and which service they look at. */
export interface Whereabouts {
  readonly view: ViewId;
  /** Id of the service that was looked at last, `null` before there was one. */
  readonly service: string | null;
  /** Whether its details are open on the deck, too: beside it where there is room, in its place where there is none. */
  readonly details: boolean;
}

export const atFirst: Whereabouts = { view: "deck", service: null, details: false };

/** What a person does to get elsewhere. */
export type Step =
  | { readonly kind: "goTo"; readonly view: ViewId }
  /** Chooses a service on the deck; once more closes its details. */
  | { readonly kind: "choose"; readonly service: string }
  /** Looks at another service in the view of one. */
  | { readonly kind: "switch"; readonly service: string }
  /** Looks at a service from elsewhere than the deck. */
  | { readonly kind: "open"; readonly service: string }
  /** Gives the details all of the window, or leads back to the deck. */
  | { readonly kind: "expand" }
  | { readonly kind: "backToDeck" }
  | { readonly kind: "close" };

/** What is seen of it: `deck and service` are beside one another. */
export type Shown = ViewId | "deck and service";

/** @param isWide - whether the details have room beside the deck */
export function shownOf({ view, service, details }: Whereabouts, isWide: boolean): Shown {
  if (view !== "deck" || !details || service === null) return view;
  return isWide ? "deck and service" : "service";
}

/** Where a step leads. @param isWide - as in {@link shownOf} */
export function step(from: Whereabouts, taken: Step, isWide: boolean): Whereabouts {
  switch (taken.kind) {
    case "goTo":
      return { ...from, view: taken.view, details: taken.view === "deck" ? from.details && isWide : from.details };
    case "choose":
      return { view: "deck", service: taken.service, details: !(from.details && from.service === taken.service) };
    case "switch":
      return { ...from, service: taken.service };
    case "open":
      return { ...from, view: "service", service: taken.service };
    case "expand":
      return { ...from, view: "service" };
    case "backToDeck":
      return { ...from, view: "deck", details: from.details && isWide };
    case "close":
      return { ...from, view: "deck", details: false };
  }
}
