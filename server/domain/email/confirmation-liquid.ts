import { Liquid, LiquidError, type Template } from 'liquidjs';

/** A place in a template, counted from 1. */
export interface TemplatePlace {
  readonly line: number;
  readonly column: number;
}

/** Conditions only: no loop, include, assignment or raw block; nothing that reads a file or a clock. */
const TAGS = new Set(['if', 'unless', 'case', 'comment', '#']);
const FILTERS = new Set([
  'default',
  'upcase',
  'downcase',
  'capitalize',
  'strip',
  'append',
  'prepend',
  'escape',
]);
export const MAX_TEMPLATE_CHARS = 50_000;

type Escaping = 'html' | 'none';
const engines = new Map<Escaping, Liquid>();

/** One engine per way of escaping, made at first use. The empty text is false in `{% if %}`. */
function engineOf(escaping: Escaping): Liquid {
  const known = engines.get(escaping);
  if (known) return known;
  const engine = new Liquid({
    templates: {},
    strictVariables: true,
    strictFilters: true,
    jsTruthy: true,
    ownPropertyOnly: true,
    parseLimit: MAX_TEMPLATE_CHARS,
    memoryLimit: 1_000_000,
    ...(escaping === 'html' ? { outputEscape: 'escape' as const } : {}),
  });
  for (const name of Object.keys(engine.tags)) if (!TAGS.has(name)) delete engine.tags[name];
  for (const name of Object.keys(engine.filters)) if (!FILTERS.has(name)) delete engine.filters[name];
  engines.set(escaping, engine);
  return engine;
}

export interface ParsedTemplate {
  readonly render: (variables: Readonly<Record<string, string>>) => string;
  /** Every variable named, with each place. */
  readonly uses: readonly ({ readonly name: string } & TemplatePlace)[];
}

/** Parses a template; throws liquidjs' error, which `placeOf` reads. */
export function parseTemplate(source: string, escaping: Escaping): ParsedTemplate {
  const engine = engineOf(escaping);
  const template: Template[] = engine.parse(source);
  const { globals } = engine.analyzeSync(template, { partials: false });
  return {
    render: (variables) => String(engine.renderSync(template, variables)),
    uses: Object.entries(globals).flatMap(([name, places]) =>
      places.map(({ location }) => ({ name, line: location.row, column: location.col })),
    ),
  };
}

/** Where liquidjs found the fault. */
export function placeOf(error: unknown): TemplatePlace {
  if (!LiquidError.is(error)) return { line: 1, column: 1 };
  const [line = 1, column = 1] = error.token.getPosition();
  return { line, column };
}
