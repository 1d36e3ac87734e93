import { collectDefaultMetrics, Counter, Gauge, Registry } from "prom-client";
import { serviceStatus, type ServiceSnapshot } from "#shared/service-snapshot.ts";
import { taskCondition, taskConditionNames } from "#shared/task-condition.ts";
import type { Deck } from "../../deck/deck.ts";
import type { Disposable } from "#shared/disposable.ts";
import type { Gatekeeper } from "../access/gatekeeper.ts";
import type { UnsentData } from "../unsent-data.ts";
import { DeckCounts, type ServiceCounts } from "./deck-counts.ts";
import { EventLoopLag } from "./event-loop-lag.ts";

export interface DeckMetricsOptions {
  readonly deck: Deck;
  readonly gatekeeper: Gatekeeper;
  readonly unsent: Pick<UnsentData, "dropped" | "total">;
  /** How many clients are connected, by what they speak. */
  readonly clients: () => Readonly<Record<string, number>>;
}

const serviceStates = serviceStatus.options.map(({ shape }) => shape.state.value);

/** The deck in figures for Prometheus. Names of services are in it, and values of attributes are not. */
export class DeckMetrics implements Disposable {
  readonly #counts = new DeckCounts();
  readonly #listening: Disposable;
  readonly #options: DeckMetricsOptions;
  readonly #lag = new EventLoopLag();
  /** Made when it is first asked for: Node's own figures cost a little all the time. */
  #registry: Registry | null = null;

  constructor(options: DeckMetricsOptions) {
    this.#options = options;
    for (const service of options.deck.services) this.#counts.take({ change: { kind: "serviceAdded", service } });
    this.#listening = options.deck.onDidRecord((event) => this.#counts.take(event));
  }

  readonly contentType = Registry.PROMETHEUS_CONTENT_TYPE;

  text(): Promise<string> {
    this.#registry ??= this.#makeRegistry();
    return this.#registry.metrics();
  }

  dispose(): void {
    this.#listening.dispose();
    this.#lag.dispose();
    this.#registry?.clear();
  }

  #makeRegistry(): Registry {
    const { deck, gatekeeper, unsent, clients } = this.#options;
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    this.#lag.addTo(registry);
    const registers = [registry];
    const gauge = (name: string, help: string, labelNames: string[], read: (set: Setter) => void): void => {
      new Gauge({
        name,
        help,
        labelNames,
        registers,
        collect() {
          this.reset();
          read((labels, value) => this.set(labels, value));
        },
      });
    };
    const counter = (name: string, help: string, labelNames: string[], read: (set: Setter) => void): void => {
      new Counter({
        name,
        help,
        labelNames,
        registers,
        collect() {
          this.reset();
          read((labels, value) => this.inc(labels, value));
        },
      });
    };
    const ofServices = (valueOf: (service: ServiceSnapshot) => number | null) => (set: Setter) => {
      for (const service of deck.services) {
        const value = valueOf(service);
        if (value !== null) set({ service: service.id }, value);
      }
    };
    const ofCounts = (name: keyof ServiceCounts) => ofServices(({ id }) => this.#counts.of(id)[name]);

    gauge("dasedeck_service_state", "1 for the state that a service is in.", ["service", "state"], (set) => {
      for (const { id, status } of deck.services)
        for (const state of serviceStates) set({ service: id, state }, status.state === state ? 1 : 0);
    });
    gauge(
      "dasedeck_tasks",
      "Tasks of a service that are in a state. not_confirmed: the service does not respond; not_running: its process has ended.",
      ["service", "state"],
      (set) => {
        for (const service of deck.services) {
          const states = Object.values(service.tasks).map((task) => taskCondition(task.state, service).state);
          for (const state of taskConditionNames)
            set({ service: service.id, state: state.replaceAll(" ", "_") }, states.filter((other) => other === state).length);
        }
      },
    );
    gauge(
      "dasedeck_service_responsive",
      "0 where a service's event loop does not turn.",
      ["service"],
      ofServices(({ status }) => ("responsive" in status ? Number(status.responsive) : null)),
    );
    gauge(
      "dasedeck_service_memory_bytes",
      "Resident memory of a service's process.",
      ["service"],
      ofServices(({ usage }) => usage?.memoryBytes ?? null),
    );
    counter("dasedeck_service_restarts_total", "Restarts of services by themselves.", ["service"], ofCounts("restarts"));
    counter("dasedeck_service_failures_total", "Ends of services that were failures.", ["service"], ofCounts("failures"));
    counter("dasedeck_task_restarts_total", "Restarts of a service's tasks by themselves.", ["service"], ofCounts("taskRestarts"));
    counter("dasedeck_task_failures_total", "Runs of a service's tasks that failed.", ["service"], ofCounts("taskFailures"));
    counter("dasedeck_updates_total", "Changes of values that a service told the deck.", ["service"], ofCounts("updates"));
    gauge("dasedeck_clients", "Clients that are connected.", ["protocol"], (set) => {
      for (const [protocol, count] of Object.entries(clients())) set({ protocol }, count);
    });
    counter("dasedeck_dropped_clients_total", "Clients that were dropped since they did not read what they were sent.", [], (set) =>
      set({}, unsent.dropped),
    );
    gauge("dasedeck_unsent_characters", "What waits for clients to read it.", [], (set) => set({}, unsent.total));
    counter("dasedeck_refused_logins_total", "Requests and connections that were not let in.", ["reason"], (set) => {
      for (const [reason, count] of Object.entries(gatekeeper.refusals)) set({ reason }, count);
    });
    return registry;
  }
}

type Setter = (labels: Record<string, string>, value: number) => void;
