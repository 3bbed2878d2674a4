import { extraHeaders, type ReturnFeed, returnFile } from '../../../server/domain/delivery/return-file.ts';
import type { ReturnFact } from '../../../server/domain/delivery/return-file-facts.ts';
import type { CellValue, WorkbookSpec } from '../../../server/domain/files/sheets.ts';

/** The return file of facts that are at hand, its feed walked to the end as the writer of workbooks does. */
export async function gatheredReturn(
  facts: readonly ReturnFact[],
  rest: Omit<ReturnFeed, 'facts' | 'extras' | 'kind'>,
): Promise<WorkbookSpec> {
  async function* asTheyCome() {
    for (const fact of facts) yield [fact];
  }
  const { feed, ...spec } = returnFile({
    kind: facts[0]?.kind ?? 'upgrade',
    ...rest,
    extras: extraHeaders(facts),
    facts: asTheyCome(),
  });
  const fed = new Map<string, (readonly CellValue[])[]>();
  for await (const { sheet, rows } of feed ?? []) fed.set(sheet, [...(fed.get(sheet) ?? []), ...rows]);
  return { ...spec, sheets: spec.sheets.map((sheet) => ({ ...sheet, rows: fed.get(sheet.name) ?? [] })) };
}
