import type { XmlCell } from '../machine/raw-xlsx.ts';
import { excelDay, type RowChange } from './contact-rows.ts';

/** Codes of the campaigns these workbooks are for. */
export const ABROAD = {
  BE: 'TEST-UP-BE',
  CH: 'TEST-UP-CH',
  REACTIVATION: 'TEST-RE-FR',
} as const;

export const day = (iso: string): XmlCell => ({ date: excelDay(iso) });
export const BE = { campaign: { kind: 'upgrade', country: 'BE' } } as const;
export const CH = { campaign: { kind: 'upgrade', country: 'CH' } } as const;
export const REACTIVATION = { campaign: { kind: 'reactivation', country: 'FR' } } as const;

export const belgian = (change: RowChange = {}): RowChange => ({
  ...{ CODE_CAMPAGNE: ABROAD.BE, PAYS: 'BE', CP: '1000', TEL_FIXE: '02 345 67 89', RUM: 'BE-00042' },
  ...{ CONSENTEMENT_TEL_DATE: null, DNCM_STATUT: 'NON_LISTE', DNCM_DATE_CONTROLE: day('2026-11-02') },
  ...change,
});

export const swiss = (change: RowChange = {}): RowChange => ({
  ...{ CODE_CAMPAGNE: ABROAD.CH, PAYS: 'CH', CP: '1201', CANTON: 'GE', TEL_FIXE: '022 345 67 89' },
  ...{ DEVISE: 'CHF', SYSTEME: 'LSV+', REF_AUTORISATION: '000123', RUM: null, ICS: null },
  ...change,
});

export const lapsed = (change: RowChange = {}): RowChange => ({
  ...{ CODE_CAMPAGNE: ABROAD.REACTIVATION, DATE_DERNIER_PRELEVEMENT: day('2025-12-05') },
  ...{ DATE_ARRET: day('2026-01-10'), MOTIF_ARRET: 'IMPAYES' },
  ...change,
});
