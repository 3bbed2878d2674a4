import { type Document, isMap, isNode, LineCounter, parseDocument, visit } from 'yaml';
import type { YamlPath } from './campaign-check-problem.ts';

/** A place in a text, counted from 1. */
interface TextPlace {
  readonly line: number;
  readonly column: number;
}

interface YamlFault extends TextPlace {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** What of a value is meant: its key, or words in it. */
interface PlaceOf {
  readonly key?: string | undefined;
  readonly quote?: string | undefined;
}

/** A parsed YAML text: its plain value, its faults, and where each value stands. */
export interface YamlText {
  readonly data: unknown;
  readonly faults: readonly YamlFault[];
  /**
   * Place of the value at that path, of its key when `key` is given, of `quote` in it when it is there, or of the nearest parent
   * that exists.
   */
  locate(path: YamlPath, of?: PlaceOf): TextPlace;
}

const SYNTAX_HINT =
  'corrigez l’écriture YAML : deux espaces par niveau, guillemets fermés, une clé par ligne';

const FAULTS: Readonly<Record<string, readonly [string, string]>> = {
  DUPLICATE_KEY: ['Cette clé est écrite deux fois au même endroit.', 'gardez-en une seule'],
  TAB_AS_INDENT: ['Une tabulation sert de retrait.', 'remplacez-la par des espaces'],
  BAD_INDENT: ['Le retrait de cette ligne est faux, ou un crochet n’est pas fermé.', SYNTAX_HINT],
  MISSING_CHAR: ['Il manque un guillemet, un crochet ou une accolade.', SYNTAX_HINT],
  MULTIPLE_DOCS: ['Le fichier contient plusieurs documents.', 'retirez la ligne « --- »'],
  NON_STRING_KEY: ['Une clé n’est pas un texte simple.', SYNTAX_HINT],
  BLOCK_AS_IMPLICIT_KEY: ['Il y a deux « : » sur la même ligne.', 'mettez le texte entre guillemets'],
  TAG_RESOLVE_FAILED: ['Les étiquettes YAML (« ! ») ne sont pas permises.', 'écrivez la valeur simplement'],
};

function fault(code: string, place: TextPlace): YamlFault {
  const [message, hint] = FAULTS[code] ?? ['Le fichier n’est pas du YAML lisible.', SYNTAX_HINT];
  return { ...place, code: 'yaml-syntax', message, hint };
}

/** Aliases, tags and YAML 1.1 change what a text means without showing it: refused. */
function trickFaults(document: Document.Parsed, placeOf: (offset: number) => TextPlace): YamlFault[] {
  const faults: YamlFault[] = [];
  const refuse = (offset: number, message: string) =>
    faults.push({
      ...placeOf(offset),
      code: 'yaml-feature',
      message,
      hint: 'écrivez la valeur en toutes lettres',
    });
  if (document.directives.yaml.explicit || document.directives.yaml.version !== '1.2')
    refuse(0, 'La directive %YAML n’est pas permise.');
  visit(document, {
    Alias: (_, node) => void refuse(node.range?.[0] ?? 0, 'Les alias YAML (« * ») ne sont pas permis.'),
    Node: (_, node) => {
      const at = node.range?.[0] ?? 0;
      if (node.tag !== undefined) refuse(at, 'Les étiquettes YAML (« ! ») ne sont pas permises.');
      if ('anchor' in node && node.anchor) refuse(at, 'Les ancres YAML (« & ») ne sont pas permises.');
    },
  });
  return faults;
}

/** Where those words begin in the source of a value; undefined when a line ends between them. */
function quoteAt(source: string, [from, to]: readonly number[], quote: string): number | undefined {
  const at = source.slice(from, to).indexOf(quote);
  return at < 0 || from === undefined ? undefined : from + at;
}

function offsetOf(
  document: Document.Parsed,
  path: YamlPath,
  { key, quote, source }: PlaceOf & { readonly source: string },
): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (!isNode(node) || !node.range) continue;
    const isWhole = length === path.length;
    if (isWhole && key !== undefined && isMap(node)) {
      const pair = node.items.find((item) => isNode(item.key) && item.key.toString() === key);
      if (isNode(pair?.key) && pair.key.range) return pair.key.range[0];
    }
    const inside = isWhole && quote !== undefined ? quoteAt(source, node.range, quote) : undefined;
    return inside ?? node.range[0];
  }
  return 0;
}

/**
 * Parses one YAML 1.2 document. Never throws for what a text may hold: faults say what is wrong and where, and `data`
 * is then undefined. Aliases, tags and directives are refused, so that size in is size out.
 */
export function parseYamlText(text: string): YamlText {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    stringKeys: true,
    schema: 'core',
    logLevel: 'error',
  });
  const placeOf = (offset: number): TextPlace => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const errors = document.errors.map((error) => fault(error.code, placeOf(error.pos[0])));
  const empty = { code: 'empty-file', message: 'Le fichier est vide.', hint: 'copiez celui de la référence' };
  const faults =
    errors.length > 0
      ? errors
      : document.contents === null
        ? [{ line: 1, column: 1, ...empty }]
        : trickFaults(document, placeOf);
  return {
    data: faults.length > 0 ? undefined : document.toJS({ maxAliasCount: 0 }),
    faults,
    locate: (path, of = {}) => placeOf(offsetOf(document, path, { ...of, source: text })),
  };
}
