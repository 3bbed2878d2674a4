import type { ListSummary } from '../../../server/steps/lists/list-report.ts';
import { AppError } from '../../../shared/errors.ts';
import { inNumber } from '../../../shared/french-plural.ts';
import { type AnswerTo, jsonOr } from '../json-output.ts';
import { type Terminal, textTable } from '../terminal.ts';

/** Rows named one by one before the report is better reading. */
const MAX_NAMED = 20;

function showCounts(terminal: Terminal, { fileName, rows, results, unread, reportWaits }: ListSummary): void {
  terminal.line(`${fileName} : ${inNumber(rows, 'ligne(s)')}.`);
  if (rows > 0)
    terminal.lines(
      textTable(
        ['Résultat', 'Lignes'],
        Object.entries(results).map(([word, count]) => [word, String(count)]),
      ),
    );
  for (const { rowNumber, message } of unread.slice(0, MAX_NAMED))
    terminal.line(`Ligne ${rowNumber} — ${message}`);
  if (unread.length > MAX_NAMED)
    terminal.line(`… et ${unread.length - MAX_NAMED} autres, en tête du rapport.`);
  terminal.line(
    reportWaits
      ? `Le rapport n’est pas encore parti [${reportWaits}] : relancez la même commande.`
      : 'Le rapport, ligne par ligne, est dans le dépôt, dossier out/.',
  );
}

/** What a file of payments did, as counts. AppError `fulfilment-rows-left` once that is shown, when a row was not counted. */
export function showFulfilment(to: AnswerTo, summary: ListSummary): void {
  jsonOr(to, summary, () => showCounts(to.terminal, summary));
  const { length } = summary.unread;
  if (length === 0) return;
  throw new AppError({
    code: 'fulfilment-rows-left',
    kind: 'invalid',
    message: `${inNumber(length, 'ligne(s)')} sans effet : rien n’y a été deviné.`,
    hint: 'Les autres sont comptées ; faites corriger celles-ci par l’association, qui redépose un fichier.',
  });
}
