import { Liquid, type Template } from 'liquidjs';
import { NOT_CLASSED, PROFILE_PREFIX } from './profile-classes.ts';

/**
 * Liquid for what is said aloud. Only conditions: no loop, no include, no assignment, no file system; an unknown
 * variable throws. The empty text is false, so that `{% if cumul %}` reads as one expects.
 */
const TAGS = new Set(['if', 'unless', 'case', 'comment', '#']);
const MAX_CACHED_TEXTS = 500;

let engine: Liquid | undefined;
/** Parsed texts of the scripts in use; a pure memo, emptied when full. */
const parsed = new Map<string, Template[]>();

function liquid(): Liquid {
  if (engine) return engine;
  engine = new Liquid({
    templates: {},
    strictVariables: true,
    strictFilters: true,
    lenientIf: true,
    jsTruthy: true,
    ownPropertyOnly: true,
    parseLimit: 10_000,
    memoryLimit: 100_000,
  });
  for (const name of Object.keys(engine.tags)) {
    if (!TAGS.has(name)) delete engine.tags[name];
  }
  return engine;
}

function templateOf(text: string): Template[] {
  const known = parsed.get(text);
  if (known) return known;
  const template = liquid().parse(text);
  if (parsed.size >= MAX_CACHED_TEXTS) parsed.clear();
  parsed.set(text, template);
  return template;
}

/** Control characters of a donor's data never reach the terminal. */
function plain(text: string): string {
  return text
    .replace(/[^\P{C}\n]/gu, '')
    .replace(/[ \t]+/g, ' ')
    .replace(/ ([.,])/g, '$1')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

const PROFILE_READ = /\bprofil\.(?<profile>\w+)/g;

/**
 * Classes are written `profil.canal`: a variable like any other here, an object for Liquid. One that is not known is « non
 * classé »: a script of before must still be read when the campaign drops a profile.
 */
function withClasses(
  text: string,
  variables: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> {
  const read = [...text.matchAll(PROFILE_READ)].map(({ groups }) => groups?.profile ?? '');
  if (read.length === 0) return variables;
  return {
    ...variables,
    profil: Object.fromEntries(read.map((name) => [name, variables[PROFILE_PREFIX + name] ?? NOT_CLASSED])),
  };
}

/**
 * The text of a node as it is read aloud: plain, one blank line between paragraphs, no trailing blank. Throws
 * liquidjs' error on a syntax error or an unknown variable; `script-check` has refused such scripts before.
 */
export function renderSay(text: string, variables: Readonly<Record<string, string>>): string {
  return plain(String(liquid().renderSync(templateOf(text), withClasses(text, variables))));
}

/**
 * Names used by a text (a profile as `profil.canal`), each with its first line and column inside the text (1-based). Throws on a
 * syntax error.
 */
export function variablesOfSay(
  text: string,
): readonly { readonly name: string; readonly line: number; readonly column: number }[] {
  const { globals } = liquid().analyzeSync(templateOf(text), { partials: false });
  const used = Object.entries(globals).flatMap(([name, uses]) =>
    uses.map(({ segments, location }) => ({
      name: name === 'profil' && typeof segments[1] === 'string' ? `${PROFILE_PREFIX}${segments[1]}` : name,
      line: location.row,
      column: location.col,
    })),
  );
  return [...new Map(used.toReversed().map((one) => [one.name, one])).values()].toReversed();
}

/** Scripts are written on lines of their file's width: a line break is a space, an empty line a new paragraph. */
export function flowing(text: string): string {
  return text.replace(/([^\n])\n(?!\n)/g, '$1 ');
}
