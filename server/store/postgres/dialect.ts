/**
 * The statements of the rows (server/store/rows) are written once, in SQLite's words. This puts one in PostgreSQL's: a walk over
 * its tokens, each construct that differs in a line of the table below. What is not in the table is the same on both, or
 * PostgreSQL refuses it as it prepares, which the contract suite (test/contract/store) does with every statement.
 */

/** A text is one token, whatever it holds; so are a comment and a parameter. */
const TOKENS = /'(?:[^']|'')*'|"[^"]*"|--[^\n]*|\?\d*|[A-Za-z_]\w*|\d[\w.]*|->>|\|\||<>|<=|>=|::|\s+|./g;

interface Walk {
  readonly tokens: string[];
  /** Of the token to look at. */
  readonly at: number;
}

type Rewrite = (walk: Walk) => void;

const isSpace = (token: string | undefined) => token !== undefined && /^(\s|--)/.test(token);
const isWord = (token: string | undefined, word: string) => token?.toUpperCase() === word;

/** Place of the next token that is not space; the number of tokens when there is none. */
function nextOf(tokens: readonly string[], at: number): number {
  let next = at + 1;
  while (isSpace(tokens[next])) next += 1;
  return next;
}

function previousOf(tokens: readonly string[], at: number): number {
  let previous = at - 1;
  while (isSpace(tokens[previous])) previous -= 1;
  return previous;
}

/** Places of the closing parenthesis of the one at `open`, and of the commas between its arguments. */
function parenthesis(tokens: readonly string[], open: number): { close: number; commas: readonly number[] } {
  const commas: number[] = [];
  let depth = 0;
  for (let at = open; at < tokens.length; at += 1) {
    if (tokens[at] === '(') depth += 1;
    if (tokens[at] === ')') depth -= 1;
    if (depth === 0) return { close: at, commas };
    if (tokens[at] === ',' && depth === 1) commas.push(at);
  }
  throw new Error('a statement closes its parentheses');
}

/** The parenthesis of a call of that function, or undefined where the word is something else. */
function callAt({ tokens, at }: Walk) {
  const open = nextOf(tokens, at);
  return tokens[open] === '(' ? { open, ...parenthesis(tokens, open) } : undefined;
}

/** `min(a, b)` is the smaller of two in SQLite; of one it is an aggregate in both. */
function orLeast(word: string): Rewrite {
  return (walk) => {
    if ((callAt(walk)?.commas.length ?? 0) > 0) walk.tokens[walk.at] = word;
  };
}

/** `sum` of integers is a numeric in PostgreSQL, whose division has decimals. */
const sumAsInteger: Rewrite = (walk) => {
  const call = callAt(walk);
  if (!call) return;
  walk.tokens.splice(call.close + 1, 0, ' AS BIGINT', ')');
  walk.tokens.splice(walk.at, 0, 'CAST', '(');
};

/** Elements of a list as text (foundations.ts); named as SQLite names them unless the statement does. `json_each.value` stays. */
const listRows: Rewrite = (walk) => {
  const call = callAt(walk);
  if (!call) return;
  walk.tokens[walk.at] = 'json_items';
  const isNamed = isWord(walk.tokens[nextOf(walk.tokens, call.close)], 'AS');
  if (!isNamed) walk.tokens.splice(call.close + 1, 0, ' AS json_each');
};

/** An index that must be used: PostgreSQL's planner chooses by itself. */
const noIndexName: Rewrite = ({ tokens, at }) => {
  const by = nextOf(tokens, at);
  if (!isWord(tokens[by], 'BY')) return;
  const name = nextOf(tokens, by);
  tokens.fill('', at, name + 1);
};

const ENDS_OF_JOIN = ['CROSS', 'LEFT', 'JOIN', 'WHERE', 'GROUP', 'ORDER', 'LIMIT', 'SET', 'UNION'];

/** SQLite's CROSS JOIN keeps the order of tables, and may have a condition; PostgreSQL's has none. */
const joinOn: Rewrite = ({ tokens, at }) => {
  let depth = 0;
  for (let next = nextOf(tokens, nextOf(tokens, at)); next < tokens.length; next += 1) {
    const token = tokens[next] ?? '';
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (depth < 0 || (depth === 0 && ENDS_OF_JOIN.includes(token))) return;
    if (depth === 0 && token === 'ON') {
      tokens[at] = '';
      return;
    }
  }
};

const PLAIN_IS = ['NULL', 'TRUE', 'FALSE', 'DISTINCT'];

/** `a IS b` compares nulls as equals in SQLite. */
const isSame: Rewrite = ({ tokens, at }) => {
  const next = nextOf(tokens, at);
  const isNot = isWord(tokens[next], 'NOT');
  const than = isNot ? nextOf(tokens, next) : next;
  if (PLAIN_IS.includes(tokens[than]?.toUpperCase() ?? '')) return;
  tokens[at] = isNot ? 'IS' : 'IS NOT DISTINCT FROM';
  if (isNot) tokens[next] = 'DISTINCT FROM';
};

/** Patterns of ours are words and a star at the end. */
const globAsLike: Rewrite = ({ tokens, at }) => {
  const pattern = nextOf(tokens, at);
  tokens[at] = 'LIKE';
  tokens[pattern] = (tokens[pattern] ?? '').replaceAll('*', '%');
};

/** JSON stands in text columns. */
const textAsJson: Rewrite = ({ tokens, at }) => {
  tokens[previousOf(tokens, at)] += '::jsonb';
};

/** A trigger of PostgreSQL's base takes the row of that key away first (trigger-text.ts). */
const noReplace: Rewrite = ({ tokens, at }) => {
  const replace = nextOf(tokens, at);
  if (isWord(tokens[replace], 'REPLACE')) tokens.fill('', at, replace + 1);
};

/** A function of SQLite's connections (database-file.ts) is an expression here. */
const sha256InHex: Rewrite = (walk) => {
  const call = callAt(walk);
  if (!call) return;
  walk.tokens[call.close] = `, 'UTF8')), 'hex')`;
  walk.tokens[walk.at] = 'encode(sha256(convert_to';
};

const become =
  (word: string): Rewrite =>
  ({ tokens, at }) => {
    tokens[at] = word;
  };

/** By token, in capitals. */
const REWRITES: Readonly<Record<string, Rewrite>> = {
  INTEGER: become('BIGINT'),
  BLOB: become('BYTEA'),
  MIN: orLeast('least'),
  MAX: orLeast('greatest'),
  SUM: sumAsInteger,
  SHA256_HEX: sha256InHex,
  GROUP_CONCAT: become('string_agg'),
  JSON_EACH: listRows,
  INDEXED: noIndexName,
  CROSS: joinOn,
  IS: isSame,
  GLOB: globAsLike,
  '->>': textAsJson,
  OR: noReplace,
};

/** `?` takes the number after the largest so far, as SQLite numbers them. */
function numbered(tokens: string[]): void {
  let largest = 0;
  for (const [at, token] of tokens.entries()) {
    if (!token.startsWith('?')) continue;
    const number = token === '?' ? largest + 1 : Number(token.slice(1));
    largest = Math.max(largest, number);
    tokens[at] = `$${number}`;
  }
}

/** A statement, an expression or a definition of ours, in PostgreSQL's words. */
export function inPostgres(source: string): string {
  const tokens = source.match(TOKENS) ?? [];
  // From the end: what a rewrite looks at after its token is written already, and never read again as something else.
  for (let at = tokens.length - 1; at >= 0; at -= 1) {
    const token = tokens[at] ?? '';
    REWRITES[token.toUpperCase()]?.({ tokens, at });
  }
  numbered(tokens);
  return tokens.join('');
}
