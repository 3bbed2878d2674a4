import { AppError } from '../../shared/errors.ts';
import { inNumber } from '../../shared/french-plural.ts';
import { type AnswerTo, jsonOr } from './json-output.ts';
import { type Terminal, textTable } from './terminal.ts';

interface Summary {
  readonly fileName: string;
  readonly rows: number;
  readonly results: Readonly<Record<string, number>>;
  readonly retry: number;
  readonly unread: readonly { readonly rowNumber: number; readonly message: string }[];
  readonly reportWaits?: string | undefined;
}

/** Lines named one by one before the report is better reading. */
const MAX_NAMED = 20;

/**
 * What a list did, as counts; the lines stand in the report that went back to the drop. AppError `list-lines-unread` once that
 * is shown, when a line could not be read: whoever it names may still be called, and the command has not done all it should
 * (R-02).
 */
export function showList(to: AnswerTo, summary: Summary): void {
  jsonOr(to, summary, () => showCounts(to.terminal, summary));
  const { length } = summary.unread;
  if (length === 0) return;
  throw new AppError({
    code: 'list-lines-unread',
    kind: 'invalid',
    message: `${inNumber(length, 'ligne(s) illisible(s)')} : ces personnes peuvent encore être appelées.`,
    hint: 'Les autres lignes sont prises en compte ; faites corriger celles-ci par l’association, et redonnez la liste.',
  });
}

function showCounts(terminal: Terminal, summary: Summary): void {
  terminal.line(`${summary.fileName} : ${inNumber(summary.rows, 'ligne(s)')}.`);
  if (summary.rows > 0) terminal.lines(textTable(['Résultat', 'Lignes'], Object.entries(summary.results)));
  for (const { rowNumber, message } of summary.unread.slice(0, MAX_NAMED))
    terminal.line(`Ligne ${rowNumber} illisible — ${message}`);
  if (summary.unread.length > MAX_NAMED)
    terminal.line(
      `… et ${inNumber(summary.unread.length - MAX_NAMED, 'autre(s) ligne(s) illisible(s)')}, en tête du rapport.`,
    );
  if (summary.retry > 0)
    terminal.line(
      `${inNumber(summary.retry, 'fiche(s)')} à l’écran : relancez la même commande quand elles seront rendues.`,
    );
  terminal.line(
    summary.reportWaits
      ? `Le rapport n’est pas encore parti [${summary.reportWaits}] : relancez la même commande.`
      : 'Le rapport, ligne par ligne, est dans le dépôt, dossier out/.',
  );
}
