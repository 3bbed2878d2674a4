import type { NamedCampaign } from '../files/delivery-names.ts';
import { dropNameRefused } from '../files/drop-name-refused.ts';
import { LIST_KINDS, type ListKind } from './list-kinds.ts';

const DAY = '(\\d{4})(\\d{2})(\\d{2})(?:-\\d{1,2})?';

function isDay([year = '', month = '', day = '']: readonly (string | undefined)[]): boolean {
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= last;
}

/**
 * Checks the name of a list on the drop (docs/rules/layouts.md): `{ORG}_RETRAIT_UPG_FR_{AAAAMMJJ}.xlsx.pgp` and the
 * like; a second file of one day ends in `-2`. AppErrors `wrong-file-name`, `file-in-clear`, which say
 * the name expected.
 */
export function checkListFileName(fileName: string, kind: ListKind, campaign: NamedCampaign): void {
  const stem = LIST_KINDS[kind].stem(campaign);
  const [whole, ...day] = new RegExp(`^${stem}_${DAY}\\.xlsx\\.pgp$`).exec(fileName) ?? [];
  if (whole !== undefined && isDay(day)) return;
  throw dropNameRefused(fileName, LIST_KINDS[kind].what, `${stem}_AAAAMMJJ.xlsx.pgp`);
}

/** `….xlsx.pgp` → `…_RAPPORT.xlsx`, `…_RAPPORT-2.xlsx` when the same file was taken up again and did more. */
export function listReportFileName(fileName: string, run: number): string {
  return `${fileName.replace(/\.xlsx\.pgp$/, '')}_RAPPORT${run > 1 ? `-${run}` : ''}.xlsx`;
}
