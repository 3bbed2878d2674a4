import { kindFacts } from '../../../shared/campaign-kind.ts';
import { countryFacts } from '../../../shared/country.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import type { DocumentSpec } from '../files/document.ts';
import { frenchDay } from '../wording/custody-words.ts';

/** A question that the files of a campaign ask the charity, with the value that stands until it answers. */
interface OpenPoint {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** French. */
  readonly asks: string;
  readonly written: string;
}

const MARK = /#\s*(?<before>.*?)À confirmer\s*[.:]?\s*(?<after>.*)$/;
const COMMENT = /^\s*#\s?/;
const MOST_WRITTEN = 240;

/**
 * Every « À confirmer » of the files, in order: a comment, and the lines of YAML that it stands over. Pure.
 *
 * @internal for tests
 */
export function openPoints(files: ReadonlyMap<string, string>): readonly OpenPoint[] {
  return [...files].flatMap(([file, text]) => {
    if (!file.endsWith('.yaml')) return [];
    const lines = text.split('\n');
    return lines.flatMap((line, at): readonly OpenPoint[] => {
      const found = MARK.exec(line)?.groups;
      // The head of the file explains the mark itself, in quotes.
      if (!found || line.includes('« À confirmer »')) return [];
      const rest = lines.slice(at + 1);
      const more = takeWhile(rest, (one) => COMMENT.test(one) && !MARK.test(one));
      const asks = [found.before, found.after, ...more.map((one) => one.replace(COMMENT, ''))];
      return [
        {
          file,
          line: at + 1,
          asks: asksOf(asks),
          written: writtenOf(rest.slice(more.length)),
        },
      ];
    });
  });
}

/** As a sentence to a charity: where our own rules lie is nothing to it. */
function asksOf(parts: readonly (string | undefined)[]): string {
  const text = parts
    .filter(Boolean)
    .join(' ')
    .replace(/\s*\(docs\/[^)]*\)/g, '')
    .trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Up to the next comment, the next empty line or a line less indented than the first. */
function writtenOf(lines: readonly string[]): string {
  const indent = (line: string) => line.length - line.trimStart().length;
  const first = lines[0] ?? '';
  const block = takeWhile(
    lines,
    (line) => line.trim() !== '' && !COMMENT.test(line) && indent(line) >= indent(first),
  );
  const text = block
    .map((line) => line.trim().replace(/ >-?$/, ''))
    .join(' ; ')
    .replaceAll(': ; ', ' : ');
  return text.length > MOST_WRITTEN ? `${text.slice(0, MOST_WRITTEN - 1)}…` : text;
}

function takeWhile(lines: readonly string[], holds: (line: string) => boolean): readonly string[] {
  const end = lines.findIndex((line) => !holds(line));
  return end === -1 ? lines : lines.slice(0, end);
}

const AGENDA = [
  'Qui est qui : interlocuteurs, numéros, remplaçants',
  'Objectifs, volumes, calendrier',
  'Script lu à voix haute, thèmes, montants : approuvés ou repris',
  'E-mails de confirmation et textes d’information : approuvés ou repris',
  'Fichier d’intégration : modèle, colonnes, premier envoi d’essai',
  'Dépôt SFTP et clés : empreintes lues par téléphone',
  'Données personnelles : base légale, oppositions, durée, destruction',
  'Réunion de la semaine : jour, heure, participants',
  'Personnes : contrats inscrits, conditions de travail visibles, écoute annoncée',
  'Formation par l’association : modules, séances, présences',
];

const BLANK = '…………………………';

/** The sheet of the kick-off meeting, to print and sign: agenda, decisions to take, signatures. Pure. */
export function kickoffSheet(
  settings: CampaignSettings,
  files: ReadonlyMap<string, string>,
  createdAtMs: number,
): DocumentSpec {
  const { name, code, kind, country, charity, starts, ends } = settings;
  return {
    title: `Réunion de lancement : ${name}`,
    subtitle: `${charity.name} — ${kindFacts(kind).about}, ${countryFacts(country).name}, du ${frenchDay(starts)} au ${frenchDay(ends)}`,
    createdAtMs,
    footer: `Réunion de lancement, ${code}`,
    sections: [
      {
        kind: 'table',
        title: 'Ordre du jour',
        headers: ['Point', 'Décidé', 'Qui, pour quand'],
        rows: AGENDA.map((point) => [point, BLANK, BLANK]),
      },
      {
        kind: 'table',
        title: 'À confirmer par l’association : sans réponse, la valeur écrite s’applique',
        headers: ['Question', 'Valeur écrite', 'Où', 'Réponse'],
        rows: openPoints(files).map(({ asks, written, file, line }) => [
          asks,
          written,
          `${file}, ligne ${line}`,
          BLANK,
        ]),
      },
      {
        kind: 'table',
        title: 'Signatures',
        headers: ['Pour', 'Nom et fonction', 'Date', 'Signature'],
        rows: [charity.name, 'Prestataire'].map((party) => [party, BLANK, BLANK, BLANK]),
      },
    ],
  };
}
