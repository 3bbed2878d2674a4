import { type AnswerTo, jsonOr } from './json-output.ts';
import { type Terminal, textTable } from './terminal.ts';

interface Summary {
  readonly fileName: string;
  readonly rows: number;
  readonly results: Readonly<Record<string, number>>;
  readonly retry: number;
  readonly reportWaits?: string | undefined;
}

/** What a list did, as counts; the lines stand in the report that went back to the drop. */
export function showList(to: AnswerTo, summary: Summary): void {
  jsonOr(to, summary, () => showCounts(to.terminal, summary));
}

function showCounts(terminal: Terminal, summary: Summary): void {
  terminal.line(`${summary.fileName} : ${summary.rows} ligne(s).`);
  if (summary.rows > 0) terminal.line(textTable(['Résultat', 'Lignes'], Object.entries(summary.results)));
  if (summary.retry > 0)
    terminal.line(
      `${summary.retry} fiche(s) à l’écran : relancez la même commande quand elles seront rendues.`,
    );
  terminal.line(
    summary.reportWaits
      ? `Le rapport n’est pas encore parti [${summary.reportWaits}] : relancez la même commande.`
      : 'Le rapport, ligne par ligne, est dans le dépôt, dossier out/.',
  );
}
