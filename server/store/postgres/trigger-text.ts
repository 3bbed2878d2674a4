import assert from 'node:assert/strict';
import { inPostgres } from './dialect.ts';

const TRIGGER =
  /^CREATE TRIGGER (?<name>\w+)\s+(?<when>(?:BEFORE|AFTER)\s+(?:INSERT|DELETE|UPDATE(?:\s+OF\s+[\w,\s]+?)?)\s+ON\s+\w+)\s+(?:WHEN (?<condition>.*?)\s+)?BEGIN\s+(?<body>.*?)\s*END$/s;
const REFUSAL = /^SELECT RAISE\(ABORT, (?<words>'(?:[^']|'')*')\);$/;

/** What PostgreSQL cannot ask in the condition of a trigger. */
const ASKS_TABLES = /\bSELECT\b/;

/** Those that let another trigger do what they refuse. */
const ONLY_ALONE = ['audit_reason_erased_only'];

function attached(name: string, when: string, act: string): string {
  return `CREATE TRIGGER ${name} ${when}\nFOR EACH ROW ${act}`;
}

function functionOf(name: string, body: string): string {
  return `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN ${body} END $$`;
}

/** A trigger of SQLite's as PostgreSQL has it: most refuse something, by one function; the others have one of their own. */
export function triggerInPostgres(source: string): readonly string[] {
  const { name = '', when = '', condition, body = '' } = TRIGGER.exec(source)?.groups ?? {};
  assert(name !== '', `a trigger that can be read: ${source.slice(0, 60)}`);
  const own = ONLY_ALONE.includes(name) ? 'pg_trigger_depth() = 1 AND ' : '';
  const asked = condition === undefined ? undefined : own + inPostgres(condition);
  const words = REFUSAL.exec(body)?.groups?.words;
  const isPlain = asked === undefined || !ASKS_TABLES.test(asked);
  if (words !== undefined && isPlain)
    return [
      attached(
        name,
        when,
        `${asked === undefined ? '' : `WHEN (${asked}) `}EXECUTE FUNCTION refuse(${words})`,
      ),
    ];
  const acts = words === undefined ? inPostgres(body) : `RAISE EXCEPTION USING MESSAGE = ${words};`;
  // Before a row changes, the answer is the row to write; afterwards nobody looks at it.
  const answer = /^BEFORE\s+DELETE/.test(when) ? 'OLD' : 'NEW';
  const whole = asked === undefined ? acts : `IF ${asked} THEN ${acts} END IF;`;
  return [functionOf(name, `${whole} RETURN ${answer};`), attached(name, when, `EXECUTE FUNCTION ${name}()`)];
}

/**
 * SQLite's INSERT OR REPLACE of a reason sets off no trigger of deletion. Here the row that stands goes first, and the trigger
 * that guards reasons lets another trigger do it.
 */
export const REASON_TAKES_PLACE: readonly string[] = [
  functionOf('audit_reason_takes_place', 'DELETE FROM audit_reason WHERE seq = NEW.seq; RETURN NEW;'),
  attached(
    'audit_reason_takes_place',
    'BEFORE INSERT ON audit_reason',
    'EXECUTE FUNCTION audit_reason_takes_place()',
  ),
];
