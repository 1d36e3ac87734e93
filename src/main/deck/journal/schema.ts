import type { Database } from "libsql";

/** Of the present tables; 0 is a new file, or that of the first version. */
const version = 1;

const tables = `
  CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    until INTEGER NOT NULL,
    service TEXT,
    task TEXT,
    event TEXT NOT NULL,
    detail TEXT,
    by_kind TEXT NOT NULL,
    by_name TEXT NOT NULL,
    count INTEGER NOT NULL,
    running_sec REAL NOT NULL
  );
  -- The decks that use this file now, and when each was last seen alive.
  CREATE TABLE deck (id INTEGER PRIMARY KEY, pid INTEGER NOT NULL, alive INTEGER NOT NULL);
`;

/** Every index ends with the id, which is the order of reading. */
const indexes = `
  CREATE INDEX entry_of_service ON entry (service);
  CREATE INDEX entry_of_task ON entry (service, task);
  CREATE INDEX entry_until ON entry (until);
`;

/** Of the first version: times were texts, nothing was counted but the rest of a busy second, and the deck itself had no entries. */
const fromFirstVersion = `
  DROP INDEX IF EXISTS entry_by_service;
  ALTER TABLE entry RENAME TO former_entry;
  ${tables}
  INSERT INTO entry
    SELECT id, ms, ms, service, task,
      CASE event WHEN 'repeated' THEN 'restarting' ELSE event END,
      detail, by_kind, by_name,
      CASE event WHEN 'repeated' THEN max(1, CAST(detail AS INTEGER) / 2) ELSE 1 END,
      0
    FROM (SELECT *, unixepoch(at) * 1000 + CAST(substr(at, 21, 3) AS INTEGER) AS ms FROM former_entry)
    ORDER BY id;
  DROP TABLE former_entry;
  INSERT INTO deck (pid, alive) SELECT 0, max(until) FROM entry HAVING max(until) IS NOT NULL;
  ${indexes}
`;

/**
 * Makes the tables, or brings those of an earlier version up to date.
 *
 * @throws Error where the file is no database, or one of a later version
 */
export function prepareSchema(database: Database): void {
  database.exec("PRAGMA busy_timeout = 3000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = OFF;");
  database.exec("BEGIN IMMEDIATE");
  try {
    const found = Number(valueOf(database, "PRAGMA user_version"));
    if (found > version) throw new Error(`a later version of Dasedeck has written it (${found}, not ${version})`);
    if (found < version) {
      const isOld = valueOf(database, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'entry'") === 1;
      database.exec(isOld ? fromFirstVersion : tables + indexes);
      database.exec(`PRAGMA user_version = ${version}`);
    }
    database.exec("COMMIT");
  } catch (error) {
    if (database.inTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

/** The one value of a statement that answers one. */
export function valueOf(database: Database, sql: string): unknown {
  const row = database.prepare(sql).raw().get() as unknown[] | undefined;
  return row?.[0];
}
