import { frenchWeek } from '../../server/domain/files/delivery-names.ts';
import { dispositionOf } from '../../shared/dispositions.ts';
import { DELIVERY_WORDS } from '../cli/delivery-words.ts';
import { type Terminal, textTable } from '../cli/terminal.ts';
import type { ClosedWeek } from './close-week.ts';
import type { DemoHouse } from './demo-house.ts';

/** Of 80 columns; the last one stays empty. */
const WIDTH = 79;

/**
 * Each kind, then its files and their lines: beside one another they would not fit 80 columns.
 *
 * @internal for tests
 */
export function deliveredLines(deliveries: ClosedWeek['deliveries']): readonly string[] {
  const kinds = [...new Set(deliveries.map(({ kind }) => kind))];
  const row = (text: string, end: string) => `${text}${end.padStart(WIDTH - text.length)}`;
  return [
    row('Remis au dépôt, chiffré (.pgp)', 'Lignes'),
    ...kinds.flatMap((kind) => [
      DELIVERY_WORDS[kind],
      ...deliveries
        .filter((one) => one.kind === kind)
        .map((one) => row(`  ${one.fileName.replace(/\.pgp$/, '')}`, String(one.rows))),
    ]),
  ];
}

/** What was called, sent and delivered, and where to look. */
export function showWeek(
  terminal: Terminal,
  { house, week, kept }: { readonly house: DemoHouse; readonly week: ClosedWeek; readonly kept: boolean },
): void {
  terminal.line();
  terminal.line(`Semaine ${frenchWeek(week.week)} close (l’horloge simulée a avancé au mardi soir suivant).`);
  terminal.line(`Appels : ${week.cards}. Confirmations reçues par le relais : ${week.mailsReceived}.`);
  if (week.signedMandates > 0)
    terminal.line(`Nouveaux mandats signés, annoncés par l’association : ${week.signedMandates}.`);
  const calls = Object.entries(week.dispositions).map(
    ([code, count]) => [dispositionOf(code)?.neutralLabel ?? code, count] as const,
  );
  if (calls.length > 0) terminal.lines(textTable(['Qualification', 'Appels'], calls));
  terminal.line();
  terminal.lines(deliveredLines(week.deliveries));
  terminal.line();
  if (!kept) {
    terminal.line('Pour garder le dossier et ouvrir les fichiers : npm run demo -- --out DOSSIER');
    return;
  }
  terminal.line(`Tout est dans ${house.folder} :`);
  terminal.line('  depot/out/     ce que l’association reçoit (chiffré à sa clé)');
  terminal.line('  courrier/      les e-mails reçus par le relais');
  terminal.line(
    '  association-cle-privee.asc, plateau-cle-publique.asc   clés (fictives) de l’association et de',
  );
  terminal.line(
    '                 l’agence : gpg --import, puis gpg --decrypt ; gpg --verify pour les preuves',
  );
}
