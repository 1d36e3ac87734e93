/** Leads to the history of a service with its tasks, or of one task. */
export type ShowHistory = (subject: { service: string; task?: string }) => void;
