import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { callingRules } from '../../../server/domain/calling-rules/calling-rules.ts';
import type { Donor } from '../../../server/domain/donor.ts';
import { indicatorLine, indicators } from '../../../server/domain/indicators/indicators.ts';
import type { CallRow } from '../../../server/ports/rows/calls.ts';
import type { CampaignRow } from '../../../server/ports/rows/campaigns.ts';
import type { SettleDeps } from '../../../server/steps/agreement/settle-mandate.ts';
import { readFigures } from '../../../server/steps/indicators/read-figures.ts';
import type { ListDeps } from '../../../server/steps/lists/list-open.ts';
import { periodOfIsoWeek } from '../../../shared/time.ts';
import { insertCall } from '../call/told-call.ts';
import { fictitiousDonor } from '../contact-file/fictitious-donor.ts';
import { rawXlsx, type XmlCell } from '../machine/raw-xlsx.ts';
import { CHARITY, callRow, fakeBlind, settings } from '../store/store-rows.ts';
import { type DeliveryRoom, deliveryRoom } from './delivery-room.ts';

export const REACTIVATION = 'TEST-RE-FR';
const HOUR_MS = 3_600_000;

/** A delivery room with a reactivation campaign whose donors have just agreed to resume, each under a mandate of its own kind. */
export interface MandateRoom extends DeliveryRoom {
  readonly all: ListDeps & SettleDeps;
  readonly campaign: CampaignRow;
  /** Records one agreement an hour ago; returns the call. */
  agree(change: {
    readonly number: number;
    readonly disposition?: string;
    readonly gift?: Partial<Donor['gift']>;
    readonly call?: Partial<CallRow>;
  }): Promise<CallRow>;
  giveList(fileName: string, rows: readonly (readonly XmlCell[])[]): Promise<void>;
  /** Cells of the delivered weekly file's MANDATS, by header. */
  mandates(week: string): Promise<readonly Readonly<Record<string, string>>[]>;
  /** Scaled figure of a line, of the week and cumulated. */
  figure(week: string, key: string): Promise<readonly (number | null | undefined)[]>;
}

export async function mandateRoom(nowMs: number): Promise<MandateRoom> {
  const room = await deliveryRoom(nowMs);
  const reactivation = { kind: 'reactivation', code: REACTIVATION } as const;
  const campaign = await room.addCampaign({ ...reactivation, settings: settings(reactivation) });
  const { store, vault } = room.deps;
  const all = {
    ...room.deps,
    rules: callingRules(),
    workbooks: { ...room.deps.workbooks, reader: room.reader },
  };
  return {
    ...room,
    all,
    campaign,
    agree: async ({ number, disposition = 'AC_RE_SIGN', gift, call: more }) => {
      const base = fictitiousDonor(number);
      const lapsed = { lastDebitOn: '2022-01-05', stopReason: 'INCONNU', stoppedOn: '2022-02-01' } as const;
      const donor = { ...base, gift: { ...base.gift, ...lapsed, ...gift } };
      const donorBlind = await vault.blind(CHARITY, 'donor', donor.donorId);
      const amounts = { giftMinor: 1000, monthlyMinor: 1000 };
      const row = { donorBlind, phoneBlinds: [fakeBlind(`phone ${number}`)], rowNumber: 2, ...amounts };
      const [recordId = 0] = await room.addRecords(campaign, [{ donor, row }]);
      const endedAtMs = room.clock.nowMs - HOUR_MS;
      const callId = randomUUID();
      const place = { campaign: REACTIVATION, kind: 'call', id: callId, version: 1 } as const;
      const call = callRow({
        callId,
        sealed: await vault.sealCall(place, { changes: [], note: '' }),
        recordId,
        campaign: REACTIVATION,
        disposition,
        startedAtMs: endedAtMs - 60_000,
        endedAtMs,
        askLevel: '1',
        oldMinor: 1000,
        newMinor: 1200,
        oldMonthlyMinor: 1000,
        newMonthlyMinor: 1200,
        firstDebitOn: '2026-12-05',
        ...more,
      });
      await store.write(async (rows) => {
        await insertCall(rows, call);
        await rows.records.update(recordId, {
          state: 'closed',
          disposition,
          closedAtMs: endedAtMs,
          attempts: 1,
        });
      });
      return (await store.read((rows) => rows.calls.byId(callId))) ?? call;
    },
    giveList: async (fileName, rows) => {
      const key = await vault.campaignPublicKey(REACTIVATION);
      const sealed = await room.charityKeys.encryptFor(key, rawXlsx({ rows }));
      writeFileSync(join(room.home, 'drop', 'in', fileName), sealed);
    },
    mandates: async (week) => {
      const name = `TESTORG_MANDATS_REA_FR_${week.replace('-W', '-S')}.xlsx.pgp`;
      const { header, rows } = await room.reader.read(await room.openDelivered(name));
      return rows.map((row) =>
        Object.fromEntries(
          header.map((column, at) => {
            const cell = row.cells[at] ?? { kind: 'empty' };
            if (cell.kind === 'text') return [column, cell.text];
            if (cell.kind === 'date') return [column, cell.date];
            return [column, cell.kind === 'number' ? String(cell.value) : ''];
          }),
        ),
      );
    },
    figure: async (week, key) => {
      const period = periodOfIsoWeek(week);
      if (!period) throw new Error('a week');
      const { input } = await store.read((rows) =>
        readFigures(rows, { campaign, period, nowMs: room.clock.nowMs }),
      );
      const line = indicatorLine(indicators(input), key);
      return [line?.period.scaled, line?.cumulated.scaled];
    },
  };
}
