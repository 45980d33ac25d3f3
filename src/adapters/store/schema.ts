/**
 * The tables, as the steps that made them. `PRAGMA user_version` counts the steps a file has seen; a step that has been released is never
 * changed, a change is a new step at the end.
 */
export const STEPS: readonly string[] = [
  // Infinities are kept as they are; SQLite has no NaN and makes it NULL.
  `CREATE TABLE pardons (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    sensor TEXT NOT NULL,
    device TEXT,
    pattern TEXT NOT NULL,
    low REAL,
    high REAL,
    at REAL NOT NULL,
    opened REAL NOT NULL,
    alert TEXT NOT NULL,
    text TEXT NOT NULL
  ) STRICT`,
  // What other parts keep as text of their own making: `kind` is whose, `id` which.
  `CREATE TABLE notes (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (kind, id)
  ) STRICT`,
];

/** `PRAGMA application_id`, "Kngl": what file(1) and we know our files by. */
export const APPLICATION = 0x4b_6e_67_6c;
